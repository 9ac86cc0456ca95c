import { createHash, randomUUID } from 'crypto';
import type { CreateFunctionRequest, ListFunctionsRequest, LoggingConfig, UpdateFunctionConfigurationRequest } from '@aws-sdk/client-lambda';
import type { ServiceFactory } from '../account';
import { AwsError } from '../aws-error';
import { page } from '../page';
import { filesOf } from './code';
import { invokeOperation } from './invoke';
import { functionStateOf, logGroupOf, type FunctionConfiguration, type FunctionRecord, type LoggingConfiguration } from './state';

export { bodyBytes } from './code';
export * from './state';

const NAME = /^(?:arn:(?:aws[a-zA-Z-]*)?:lambda:)?(?:[a-z]{2}(?:-gov|-iso[a-z]?)?-[a-z]+-\d:)?(?:\d{12}:)?(?:function:)?([a-zA-Z0-9-_]+)(?::(?:\$LATEST|[a-zA-Z0-9-_]+))?$/;

/** The name of a function that is to be created, by the pattern of `FunctionName` in Lambda's API reference. */
function nameFrom(name: string): string {
  const [, own] = NAME.exec(name) ?? [];
  if (own === undefined) {
    throw new AwsError('ValidationException', `1 validation error detected: Value '${name}' at 'functionName' failed to satisfy constraint: Member must satisfy regular expression pattern: ${NAME.source}`);
  }
  if (own.length > 64) throw new AwsError('ValidationException', `1 validation error detected: Value '${name}' at 'functionName' failed to satisfy constraint: Member must have length less than or equal to 64`);
  return own;
}

/** Lambda: functions, their permissions and their invocation. */
export const lambdaService: ServiceFactory = account => {
  const state = functionStateOf(account);
  const functionOf = (nameOrArn: string): FunctionRecord => {
    const name = nameOrArn.startsWith('arn:') ? nameOrArn.split(':')[6] : nameOrArn.split(':')[0];
    const found = state.functions[name];
    if (!found) throw new AwsError('ResourceNotFoundException', `Function not found: ${account.arn('lambda', `function:${name}`)}`, 404, { Type: 'User' });
    return found;
  };
  const changed = (target: FunctionRecord, change: Partial<FunctionConfiguration>) => {
    target.configuration = { ...target.configuration, ...change, lastModified: new Date().toISOString() };
    target.revision = randomUUID();
    state.retired?.(target.arn);
    return describe(target);
  };
  return {
    state: { functions: state.functions },
    operations: {
      async CreateFunction(input: CreateFunctionRequest, call) {
        const name = nameFrom(input.FunctionName!);
        if (state.functions[name]) throw new AwsError('ResourceConflictException', `Function already exist: ${name}`, 409, { Type: 'User' });
        const { files, bytes } = await filesOf(account, input.Code!, call);
        state.functions[name] = {
          name,
          arn: account.arn('lambda', `function:${name}`),
          files,
          revision: randomUUID(),
          permissions: {},
          tags: { ...input.Tags },
          configuration: { ...DEFAULTS, ...configurationOf(input), ...digestOf(bytes), lastModified: new Date().toISOString() },
        };
        return describe(state.functions[name]);
      },
      GetFunction({ FunctionName }) {
        const target = functionOf(FunctionName);
        return { Configuration: describe(target), Code: { RepositoryType: 'S3', Location: '' }, Tags: target.tags };
      },
      GetFunctionConfiguration({ FunctionName }) {
        return describe(functionOf(FunctionName));
      },
      async UpdateFunctionCode({ FunctionName, ...code }, call) {
        const target = functionOf(FunctionName);
        const { files, bytes } = await filesOf(account, code, call);
        target.files = files;
        return changed(target, digestOf(bytes));
      },
      UpdateFunctionConfiguration(input: UpdateFunctionConfigurationRequest) {
        return changed(functionOf(input.FunctionName!), configurationOf(input));
      },
      DeleteFunction({ FunctionName }) {
        const target = functionOf(FunctionName);
        delete state.functions[target.name];
        state.retired?.(target.arn);
      },
      ListFunctions({ Marker, MaxItems = PAGE }: ListFunctionsRequest) {
        const all = Object.values(state.functions);
        const { items, next } = page(all, { key: ({ name }) => name, token: Marker, limit: Math.min(MaxItems, PAGE), error: 'InvalidParameterValueException' });
        return { Functions: items.map(describe), NextMarker: next };
      },
      ...permissionOperations(functionOf),
      ListTags: ({ Resource }) => ({ Tags: functionOf(Resource).tags }),
      TagResource({ Resource, Tags }) {
        Object.assign(functionOf(Resource).tags, Tags);
      },
      UntagResource({ Resource, TagKeys }) {
        for (const key of TagKeys) delete functionOf(Resource).tags[key];
      },
      Invoke: invokeOperation(account, functionOf),
    },
  };
};

/** The most functions on one page. */
const PAGE = 50;
const DEFAULTS = { handler: 'index.handler', description: '', timeout: 3, memorySize: 128, environment: {}, layers: [], role: '', logging: { format: 'Text' as const } };

function permissionOperations(functionOf: (name: string) => FunctionRecord): ReturnType<ServiceFactory>['operations'] {
  return {
    AddPermission({ FunctionName, StatementId, Action, Principal, SourceArn }) {
      const target = functionOf(FunctionName);
      if (target.permissions[StatementId]) {
        throw new AwsError('ResourceConflictException', `The statement id (${StatementId}) provided already exists. Please provide a new statement id, or remove the existing statement.`, 409);
      }
      const statement = {
        Sid: StatementId,
        Effect: 'Allow',
        Action,
        Resource: target.arn,
        Principal: /^\d{12}$|^arn:/.test(Principal) ? { AWS: Principal } : { Service: Principal },
        ...(SourceArn ? { Condition: { ArnLike: { 'AWS:SourceArn': SourceArn } } } : {}),
      };
      target.permissions[StatementId] = statement;
      return { Statement: JSON.stringify(statement) };
    },
    RemovePermission({ FunctionName, StatementId }) {
      const target = functionOf(FunctionName);
      if (!target.permissions[StatementId]) throw new AwsError('ResourceNotFoundException', `Statement ${StatementId} is not found in resource policy.`, 404);
      delete target.permissions[StatementId];
    },
    GetPolicy({ FunctionName }) {
      const target = functionOf(FunctionName);
      const Statement = Object.values(target.permissions);
      if (!Statement.length) throw new AwsError('ResourceNotFoundException', 'The resource you requested does not exist.', 404);
      return { Policy: JSON.stringify({ Version: '2012-10-17', Id: 'default', Statement }), RevisionId: target.revision };
    },
  };
}

const digestOf = (bytes: Buffer) => ({ codeSha256: createHash('sha256').update(bytes).digest('base64'), codeSize: bytes.length });

/** The members that a request sets. */
function configurationOf(input: CreateFunctionRequest | UpdateFunctionConfigurationRequest): Partial<FunctionConfiguration> {
  const given = {
    runtime: input.Runtime,
    role: input.Role,
    handler: input.Handler,
    description: input.Description,
    timeout: input.Timeout,
    memorySize: input.MemorySize,
    environment: input.Environment?.Variables,
    layers: input.Layers,
    logging: input.LoggingConfig && loggingOf(input.LoggingConfig),
  };
  return Object.fromEntries(Object.entries(given).filter(([, value]) => value !== undefined));
}

/** Log levels exist for the format JSON only: {@link https://docs.aws.amazon.com/lambda/latest/api/API_LoggingConfig.html}. */
function loggingOf({ LogFormat = 'Text', LogGroup, ApplicationLogLevel, SystemLogLevel }: LoggingConfig): LoggingConfiguration {
  if (LogFormat === 'JSON') return { format: LogFormat, group: LogGroup, applicationLevel: ApplicationLogLevel ?? 'INFO', systemLevel: SystemLogLevel ?? 'INFO' };
  if (ApplicationLogLevel ?? SystemLogLevel) throw new AwsError('InvalidParameterValueException', 'log levels can be set for the format JSON only, got the format Text');
  return { format: 'Text', group: LogGroup };
}

function describe(target: FunctionRecord) {
  const { name, arn, configuration, revision } = target;
  const { format, applicationLevel, systemLevel } = configuration.logging;
  return {
    FunctionName: name,
    FunctionArn: arn,
    Runtime: configuration.runtime,
    Role: configuration.role,
    Handler: configuration.handler,
    Description: configuration.description,
    Timeout: configuration.timeout,
    MemorySize: configuration.memorySize,
    Environment: { Variables: configuration.environment },
    LastModified: configuration.lastModified,
    CodeSha256: configuration.codeSha256,
    CodeSize: configuration.codeSize,
    Version: '$LATEST',
    State: 'Active',
    LastUpdateStatus: 'Successful',
    PackageType: 'Zip',
    RevisionId: revision,
    Layers: configuration.layers.map(Arn => ({ Arn })),
    LoggingConfig: { LogFormat: format, LogGroup: logGroupOf(target), ApplicationLogLevel: applicationLevel, SystemLogLevel: systemLevel },
  };
}
