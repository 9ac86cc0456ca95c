import type { DeployedSolution } from './deploy';
import type { Call } from './services';
import { ACCOUNT, arn, functionArn, type Request, roleOf } from '../../security/request';
import { observe } from '@cv-insync/emulator';

/** The resource of a call, by its action. */
const RESOURCES: Readonly<Record<string, (input: any) => string>> = {
  'cognito-idp:AdminGetUser': ({ UserPoolId }) => arn('cognito-idp', `userpool/${UserPoolId}`),
  'firehose:PutRecord': ({ DeliveryStreamName }) => arn('firehose', `deliverystream/${DeliveryStreamName}`),
  'iot:AttachPolicy': ({ target }) => target,
  'iot:DescribeCertificate': ({ certificateId }) => arn('iot', `cert/${certificateId}`),
  'iot:UpdateCertificate': ({ certificateId }) => arn('iot', `cert/${certificateId}`),
  'iot:Publish': ({ topic }) => arn('iot', `topic/${topic}`),
  'lambda:InvokeFunction': ({ FunctionName }) => functionArn(FunctionName),
  // A phone has no ARN.
  'sns:Publish': () => '*',
};

const tableArn = ({ TableName, IndexName }: any) => arn('dynamodb', `table/${TableName}${IndexName ? `/index/${IndexName}` : ''}`);

/** The permissions that the calls of functions need from the functions' roles. */
export function requestsOf({ account }: DeployedSolution, calls: readonly Call[]): Request[] {
  return calls.map(({ caller, action, input }) => {
    const resource = action.startsWith('dynamodb:') ? tableArn : RESOURCES[action];
    if (!resource) throw new Error(`the test does not know what ${action} is asked on; add it to RESOURCES`);
    return { role: roleOf(observe(account).functions().find(({ name }) => name === caller)!.configuration.role)!, action, resource: resource(input) };
  });
}

/** The permissions that the actions of rules need from the rules' roles: from the template, so also for rules that matched no message. */
export function requestsOfRules(solution: DeployedSolution): Request[] {
  const asked: Readonly<Record<string, (settings: any) => [action: string, resource: string]>> = {
    Firehose: ({ DeliveryStreamName }) => ['firehose:PutRecord', arn('firehose', `deliverystream/${DeliveryStreamName}`)],
    S3: ({ BucketName, Key }) => ['s3:PutObject', `arn:aws:s3:::${BucketName}/${Key.replace(/\$\{[^}]*\}/g, 'x')}`],
    Sqs: ({ QueueUrl }) => ['sqs:SendMessage', arn('sqs', QueueUrl.split('/').pop())],
  };
  return solution.of('AWS::IoT::TopicRule').flatMap(({ properties: { TopicRulePayload: { Actions, ErrorAction } } }) => [...Actions, ErrorAction])
    .flatMap(action => Object.entries<any>(action)).filter(([kind]) => kind !== 'Lambda').map(([kind, settings]) => {
      const [action, resource] = asked[kind](settings);
      return { role: roleOf(settings.RoleArn)!, action, resource };
    });
}

/** Whether functions permit their invocation by rules, for which AWS IoT uses no role. */
export function unpermittedFunctions(solution: DeployedSolution): string[] {
  const permissions = solution.of('AWS::Lambda::Permission').map(({ properties }) => properties);
  return solution.of('AWS::IoT::TopicRule').flatMap(({ id, properties: { TopicRulePayload: { Actions } } }) => Actions
    .flatMap(({ Lambda }: any) => Lambda ? [Lambda.FunctionArn] : [])
    .filter((target: string) => !permissions.some(({ FunctionName, Principal, SourceArn, SourceAccount }) =>
      FunctionName === target && Principal === 'iot.amazonaws.com' && SourceArn === arn('iot', `rule/${id}`) && SourceAccount === ACCOUNT)));
}
