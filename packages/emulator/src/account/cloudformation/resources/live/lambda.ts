import { orAbsent, tagList, unless, type Reader } from './reader';
import { isObject, type Json } from '../../json';

const GONE = ['ResourceNotFoundException'];

/** Without `Code`, which cannot be mapped back to a template. */
export const lambdaFunction: Reader = async ({ account, physicalId: FunctionName }) => {
  const found = await unless(GONE, account.call('lambda', 'GetFunction', { FunctionName }));
  if (!found) return undefined;
  const { Runtime, Role, Handler, Description, Timeout, MemorySize, Environment, Layers = [] } = found.Configuration;
  return {
    FunctionName,
    Runtime,
    Role,
    Handler,
    Description: orAbsent(Description),
    Timeout,
    MemorySize,
    Environment: Environment && { Variables: Environment.Variables ?? {} },
    Layers: Layers.map(({ Arn }: { Arn: string }) => Arn),
    Tags: tagList(found.Tags),
  };
};

interface Statement {
  readonly Sid: string;
  readonly Action: string;
  readonly Principal: Json;
  readonly Condition?: Readonly<Record<string, Readonly<Record<string, string>>>>;
}

export const permission: Reader = async ({ account, physicalId, properties: { FunctionName } }) => {
  const found = await unless(GONE, account.call('lambda', 'GetPolicy', { FunctionName }));
  const statements: Statement[] = found ? JSON.parse(found.Policy).Statement : [];
  const statement = statements.find(({ Sid }) => Sid === physicalId);
  if (!statement) return undefined;
  const { Action, Principal, Condition = {} } = statement;
  const conditions = Object.assign({}, ...Object.values(Condition)) as Record<string, string>;
  return {
    FunctionName,
    Action,
    Principal: isObject(Principal) ? Object.values(Principal)[0] : Principal,
    SourceArn: conditions['AWS:SourceArn'],
  };
};
