import { randomUUID } from 'crypto';
import type { Account } from '../../account';
import type { JsonObject } from '../json';
import { randomHex, randomLower, randomMixed } from './names';

export interface Form {
  /** The value of `Ref`. */
  readonly id: string;
  readonly attributes?: Readonly<Record<string, string>>;
}

type Make = (account: Account, name: string, properties: JsonObject) => Form;

const api: Make = ({ region }) => {
  const id = randomLower(10);
  return { id, attributes: { ApiEndpoint: `https://${id}.execute-api.${region}.amazonaws.com`, RootResourceId: randomLower(10) } };
};

const userPool: Make = ({ region }) => {
  const id = `${region}_${randomMixed(9)}`;
  const ProviderName = `cognito-idp.${region}.amazonaws.com/${id}`;
  return { id, attributes: { ProviderName, ProviderURL: `https://${ProviderName}` } };
};

const queue: Make = (account, name) => {
  const id = `https://sqs.${account.region}.amazonaws.com/${account.accountId}/${name}`;
  return { id, attributes: { QueueUrl: id, QueueName: name, Arn: account.arn('sqs', name) } };
};

function functionArn(account: Account, { FunctionName }: JsonObject): string {
  const name = String(FunctionName);
  return name.startsWith('arn:') ? name : account.arn('lambda', `function:${name}`);
}

const version: Make = (account, _, properties) => {
  const number = String(1 + Number.parseInt(randomHex(4), 16) % 999);
  const id = `${functionArn(account, properties)}:${number}`;
  return { id, attributes: { FunctionArn: id, Version: number } };
};

const alias: Make = (account, name, properties) => {
  const id = `${functionArn(account, properties)}:${name}`;
  return { id, attributes: { AliasArn: id } };
};

const of = (prefix: string, length = 17): Make => () => ({ id: `${prefix}-${randomHex(length)}` });

/** Identifiers that services generate in a form of their own. */
export const FORMS: Readonly<Record<string, Make>> = {
  'AWS::ApiGateway::RestApi': api,
  'AWS::ApiGatewayV2::Api': api,
  'AWS::CloudFront::Distribution': () => ({ id: `E${randomHex(13).toUpperCase()}` }),
  'AWS::Cognito::IdentityPool': ({ region }) => ({ id: `${region}:${[8, 4, 4, 4, 12].map(randomHex).join('-')}` }),
  'AWS::Cognito::UserPool': userPool,
  'AWS::Cognito::UserPoolClient': () => ({ id: randomLower(26) }),
  'AWS::EC2::SecurityGroup': of('sg'),
  'AWS::EC2::Subnet': of('subnet'),
  'AWS::EC2::VPC': of('vpc'),
  'AWS::Lambda::Alias': alias,
  'AWS::Lambda::Version': version,
  'AWS::SNS::Subscription': (_, __, { TopicArn }) => ({ id: `${String(TopicArn)}:${randomUUID()}` }),
  'AWS::SQS::Queue': queue,
  'AWS::SecretsManager::Secret': (account, name) => ({ id: account.arn('secretsmanager', `secret:${name}-${randomMixed(6)}`) }),
};
