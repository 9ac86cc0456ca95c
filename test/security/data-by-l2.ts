import { App, Stack } from 'aws-cdk-lib';
import { Template } from 'aws-cdk-lib/assertions';
import { Metric } from 'aws-cdk-lib/aws-cloudwatch';
import { Table } from 'aws-cdk-lib/aws-dynamodb';
import { EventBus } from 'aws-cdk-lib/aws-events';
import { Role, ServicePrincipal } from 'aws-cdk-lib/aws-iam';
import { Stream } from 'aws-cdk-lib/aws-kinesis';
import { DeliveryStream } from 'aws-cdk-lib/aws-kinesisfirehose';
import { Key } from 'aws-cdk-lib/aws-kms';
import { Code, Function, Runtime, StartingPosition, Tracing } from 'aws-cdk-lib/aws-lambda';
import { DynamoEventSource, KinesisEventSource, SqsEventSource } from 'aws-cdk-lib/aws-lambda-event-sources';
import { LogGroup } from 'aws-cdk-lib/aws-logs';
import { Bucket } from 'aws-cdk-lib/aws-s3';
import { Secret } from 'aws-cdk-lib/aws-secretsmanager';
import { Topic } from 'aws-cdk-lib/aws-sns';
import { Queue } from 'aws-cdk-lib/aws-sqs';
import { StringParameter } from 'aws-cdk-lib/aws-ssm';
import { DefinitionBody, Pass, StateMachine, StateMachineType } from 'aws-cdk-lib/aws-stepfunctions';
import { expand, fits } from './granted-by-l2';
import { ACCOUNT, arn, type Need, REGION, s3Arn } from './request';

/**
 * What the CDK's constructs grant a role on data of a module, single actions: the rights that authors expect their functions to have.
 *
 * @param name begins the names of the data
 */
export function grantedOnData(name: string): Need[] {
  const policies = Object.values<any>(templateOfGrants(name)).filter(({ Type }) => Type === 'AWS::IAM::Policy');
  const needs = policies.flatMap(({ Properties }) => Properties.PolicyDocument.Statement.flatMap(needsOf)) as Need[];
  return [...new Map(needs.map(need => [`${need.action} ${need.resource}`, need])).values()];
}

/** The resources of a template with these grants. */
export function templateOfGrants(name: string): Record<string, any> {
  const stack = new Stack(new App(), 'Data', { env: { account: ACCOUNT, region: REGION } });
  grantAll(stack, new Role(stack, 'Role', { assumedBy: new ServicePrincipal('lambda.amazonaws.com') }), name);
  return Template.fromStack(stack).toJSON().Resources;
}

/** Statements name tables and indexes, or buckets and objects, together: only one of them matters for an action. */
function needsOf({ Action, Resource }: any): Need[] {
  const resources = [Resource].flat().map(textOf).map(resource => resource.replace(/(:log-group:.*):\*$/, '$1:log-stream:x').replace(/(?<=.)\*/g, 'x'));
  const asked = (action: string) => resources.filter(resource => resources.length === 1 || fits(action, resource));
  return [Action].flat().flatMap(expand).flatMap(action => asked(action).map(resource => ({ action, resource })));
}

function grantAll(stack: Stack, role: Role, name: string) {
  const table = Table.fromTableAttributes(stack, 'Table', {
    tableArn: arn('dynamodb', `table/${name}-T`), tableStreamArn: arn('dynamodb', `table/${name}-T/stream/2026`), grantIndexPermissions: true,
  });
  table.grantReadWriteData(role);
  const stream = Stream.fromStreamArn(stack, 'Stream', arn('kinesis', `stream/${name}-S`));
  stream.grantReadWrite(role);
  const queue = Queue.fromQueueArn(stack, 'Queue', arn('sqs', `${name}-Q`));
  queue.grantSendMessages(role);
  const code = { code: Code.fromInline('//'), handler: 'index.handler', runtime: Runtime.NODEJS_LATEST };
  const worker = new Function(stack, 'Worker', { ...code, role, tracing: Tracing.ACTIVE });
  const latest = { startingPosition: StartingPosition.LATEST };
  const sources = [new DynamoEventSource(table, latest), new KinesisEventSource(stream, latest), new SqsEventSource(queue)];
  sources.forEach(source => worker.addEventSource(source));
  Bucket.fromBucketArn(stack, 'Bucket', s3Arn(`${name}-b`)).grantReadWrite(role);
  DeliveryStream.fromDeliveryStreamArn(stack, 'Firehose', arn('firehose', `deliverystream/${name}-D`)).grantPutRecords(role);
  EventBus.fromEventBusArn(stack, 'Bus', arn('events', `event-bus/${name}-B`)).grantPutEventsTo(role);
  Function.fromFunctionAttributes(stack, 'Function', { functionArn: arn('lambda', `function:${name}-F`), sameEnvironment: true }).grantInvoke(role);
  [name, `/aws/lambda/${name}-F`].forEach((group, at) => LogGroup.fromLogGroupName(stack, `Logs${at}`, group).grantWrite(role));
  const secret = Secret.fromSecretCompleteArn(stack, 'Secret', arn('secretsmanager', `secret:${name}-K-a1b2c3`));
  secret.grantRead(role);
  secret.grantWrite(role);
  Topic.fromTopicArn(stack, 'Topic', arn('sns', `${name}-N`)).grantPublish(role);
  Key.fromKeyArn(stack, 'Key', arn('kms', 'key/0a1b2c3d-0000-1111-2222-333344445555')).grantEncryptDecrypt(role);
  const machine = StateMachine.fromStateMachineArn(stack, 'Machine', arn('states', `stateMachine:${name}-M`));
  machine.grantStartExecution(role);
  machine.grantStartSyncExecution(role);
  machine.grantRead(role);
  machine.grantTaskResponse(role);
  machine.grantExecution(role, 'states:DescribeExecution', 'states:StopExecution');
  const parameter = StringParameter.fromStringParameterName(stack, 'Parameter', `/${name}/rate`);
  parameter.grantRead(role);
  parameter.grantWrite(role);
  Metric.grantPutMetricData(role);
  // A state machine's own role.
  new StateMachine(stack, 'Logged', {
    definitionBody: DefinitionBody.fromChainable(new Pass(stack, 'Pass')),
    stateMachineType: StateMachineType.EXPRESS,
    role,
    tracingEnabled: true,
    logs: { destination: LogGroup.fromLogGroupName(stack, 'MachineLogs', `${name}-L`) },
  });
}

/** An ARN in a template. */
function textOf(value: any): string {
  if (typeof value === 'string') return value;
  if (value.Ref) return value.Ref === 'AWS::Partition' ? 'aws' : value.Ref;
  const [separator, parts] = value['Fn::Join'] ?? ['', [JSON.stringify(value)]];
  return parts.map(textOf).join(separator);
}
