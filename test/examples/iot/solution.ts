import { CreateTableCommand, DynamoDBClient } from '@aws-sdk/client-dynamodb';
import { DynamoDBDocumentClient, PutCommand, ScanCommand } from '@aws-sdk/lib-dynamodb';
import { Deployed, DeployedSolution, deploySolution } from './deploy';
import { Functions } from './functions';
import { Handlers, Services, urlOf } from './services';
import { RuleFailure, TopicRules } from './topic-rules';
import { arn, REGION } from '../../security/request';

export interface User {
  readonly enabled?: boolean;
  readonly attributes: Readonly<Record<string, string>>;
}

export interface Certificate {
  readonly pem: string;
  status: string;
  readonly policies: string[];
}

/** A deployed solution that receives messages of vehicles, and its observable state. */
export class RunningSolution {
  /** Deploys the core modules and the given modules, and starts the local services that they use. */
  static async start(modules: readonly string[]): Promise<RunningSolution> {
    const solution = new RunningSolution(await deploySolution(modules));
    await solution.services.start();
    await solution.openTables();
    solution.rules = new TopicRules(solution.deployed, solution.actions(), () => solution.now);
    return solution;
  }

  /** Alerts to vehicles, by topic. */
  readonly published: { readonly topic: string; readonly payload: any }[] = [];
  readonly texts: { readonly phone: string; readonly text: string }[] = [];
  /** Records in delivery streams, by stream. */
  readonly records: Record<string, any[]> = {};
  readonly queues: Record<string, RuleFailure[]> = {};
  /** Users of the user pool, by their `sub`. */
  readonly users: Record<string, User> = {};
  /** Certificates that AWS IoT has, by their ids. */
  readonly certificates: Record<string, Certificate> = {};
  now = Date.UTC(2026, 2, 1, 10);

  readonly services: Services;
  readonly functions: Functions;
  private rules!: TopicRules;
  private document!: DynamoDBDocumentClient;
  private readonly pending = new Set<Promise<void>>();

  private constructor(readonly deployed: DeployedSolution) {
    this.services = new Services(this.handlers());
    this.functions = new Functions(deployed, () => this.services.endpoint);
  }

  /** Sends a message of a vehicle and waits for all of its effects. */
  async publish(topic: string, message: object): Promise<void> {
    await this.rules.publish(topic, message);
    while (this.pending.size) await Promise.all(this.pending);
  }

  /** The only resource of a type whose logical id has this prefix. */
  resource(module: string, type: string, id: string): Deployed {
    const [found, ...others] = this.deployed.of(type, module).filter(({ logicalId }) => logicalId.startsWith(id));
    if (!found || others.length) throw new Error(`expected one ${type} ${id} in ${module}, found ${found ? others.length + 1 : 'none'}`);
    return found;
  }

  async items(module: string, table: string): Promise<any[]> {
    const { Items = [] } = await this.document.send(new ScanCommand({ TableName: this.resource(module, 'AWS::DynamoDB::Table', table).id }));
    return Items;
  }

  async put(module: string, table: string, item: object): Promise<void> {
    await this.document.send(new PutCommand({ TableName: this.resource(module, 'AWS::DynamoDB::Table', table).id, Item: item }));
  }

  async object(bucket: string, key: string): Promise<string> {
    const { Body } = await this.deployed.account.call('s3', 'GetObject', { Bucket: bucket, Key: key });
    return Buffer.from(Body).toString();
  }

  async stop(): Promise<void> {
    this.document.destroy();
    await this.functions.stop();
    await this.services.stop();
  }

  private later(name: string, event: unknown): void {
    const run = this.functions.invoke(name, event).finally(() => this.pending.delete(run));
    this.pending.add(run);
  }

  private async openTables(): Promise<void> {
    const credentials = { accessKeyId: 'test', secretAccessKey: 'test' };
    const client = new DynamoDBClient({ endpoint: urlOf(this.services.tables), region: REGION, credentials });
    this.document = DynamoDBDocumentClient.from(client);
    for (const { id, properties: { KeySchema, AttributeDefinitions, GlobalSecondaryIndexes, BillingMode } } of this.deployed.of('AWS::DynamoDB::Table')) {
      await client.send(new CreateTableCommand({ TableName: id, KeySchema, AttributeDefinitions, GlobalSecondaryIndexes, BillingMode }));
    }
  }

  /** The actions of rules; `s3` stores the message itself. */
  private actions() {
    const parsed = (payload: unknown) => JSON.parse(JSON.stringify(payload));
    return {
      Lambda: async ({ FunctionArn }: any, payload: unknown) => this.later(FunctionArn, payload),
      Firehose: async ({ DeliveryStreamName: stream }: any, payload: unknown) => void (this.records[stream] ??= []).push(parsed(payload)),
      S3: async ({ BucketName, Key }: any, payload: unknown) =>
        void await this.deployed.account.call('s3', 'PutObject', { Bucket: BucketName, Key, Body: Buffer.from(JSON.stringify(payload)) }),
      Sqs: async ({ QueueUrl }: any, payload: unknown) => void (this.queues[QueueUrl] ??= []).push(parsed(payload)),
    };
  }

  private handlers(): Handlers {
    return {
      'iot:Publish': ({ topic, payload }) => {
        this.published.push({ topic, payload: JSON.parse(payload) });
        return { body: {} };
      },
      'iot:DescribeCertificate': ({ certificateId }) => {
        const { pem: certificatePem, status } = this.certificates[certificateId];
        return { body: { certificateDescription: { certificateId, certificateArn: arn('iot', `cert/${certificateId}`), certificatePem, status } } };
      },
      'iot:UpdateCertificate': ({ certificateId, newStatus }) => {
        this.certificates[certificateId].status = newStatus;
        return { body: {} };
      },
      'iot:AttachPolicy': ({ policyName, target }) => {
        this.certificates[target.split('/').pop()].policies.push(policyName);
        return { body: {} };
      },
      'sns:Publish': ({ PhoneNumber, Message }) => {
        this.texts.push({ phone: PhoneNumber, text: Message });
        return { body: '<PublishResponse><PublishResult><MessageId>1</MessageId></PublishResult></PublishResponse>' };
      },
      'lambda:InvokeFunction': ({ FunctionName, type, event }) => {
        if (type !== 'Event') throw new Error(`the services of the test know asynchronous invocations alone, got ${type} of ${FunctionName}`);
        this.later(FunctionName, event);
        return { status: 202, body: {} };
      },
      'firehose:PutRecord': ({ DeliveryStreamName, Record: { Data } }) => {
        (this.records[DeliveryStreamName] ??= []).push(JSON.parse(Buffer.from(Data, 'base64').toString()));
        return { body: { RecordId: '1' } };
      },
      'cognito-idp:AdminGetUser': ({ Username }) => {
        const user = this.users[Username];
        if (!user) return { status: 400, body: { __type: 'UserNotFoundException', message: 'User does not exist.' } };
        const UserAttributes = Object.entries(user.attributes).map(([Name, Value]) => ({ Name, Value }));
        return { body: { Username, Enabled: user.enabled ?? true, UserAttributes } };
      },
    };
  }
}
