import type { Account } from './account/account';
import type { ActionDeclaration, ExecutionRecord } from './account/pipelines';
import { findStackOf, functionPipelinesOf, lastModifiedOf, removalPipelinesOf, resourcesOf, stacksOf, storeOf } from './account/views';
import { assemblyOf, type Version } from './authors';
import { type CoreVersion, synthesize, coreBuildFiles } from './core';
import type { Result } from './scheduler';
import { applyDefinition } from '../../src/cli/apply/apply-definition';
import { heldBackVariable } from '../../src/cli/bundle/held-back-variable';
import { findModule, givenTexts, packageModule } from '../../src/cli/bundle/package-module';
import { unpacked } from '../../src/cli/bundle/stored-definitions';
import { prepareSolution } from '../../src/cli/prepare/prepare-solution';
import type { Notifier } from '../../src/cli/solution/notifications/notifier';
import { Failure } from '../../src/cli/terminal/failure';
import { announce } from '../../src/functions/announce/announce';
import { type Answer, fail } from '../../src/functions/aws/job';
import { ensure } from '../../src/functions/ensure/start';
import type { GateDependencies } from '../../src/functions/gate/facts';
import { gate } from '../../src/functions/gate/gate';
import { inspect } from '../../src/functions/inspect/inspect';
import { parseProgress, verify } from '../../src/functions/verify/verify';
import { ENVIRONMENT } from '../../src/model/environment';
import { leftOut } from '../../src/model/left-out';
import { type FunctionId, functionName } from '../../src/model/names';
import { contractIn } from '../../src/model/template-contract';

export type Repositories = ReadonlyMap<string, Version | CoreVersion>;

/** The dependencies of the actions of the solution's pipelines. */
export interface Place {
  readonly solution: string;
  readonly account: Account;
  readonly repositories: Repositories;
  /** Runs before every call to AWS: others may continue meanwhile. */
  readonly pause: () => Promise<void>;
  /** Runs a build that may be killed before any of its calls. Nothing of it goes on after that. */
  readonly killable: <T>(build: (place: Place) => Promise<T>) => Promise<T>;
}

type Configuration = ActionDeclaration['Configuration'];
type Provider = (place: Place, execution: ExecutionRecord, configuration: Configuration, token?: string) => Promise<Result> | Result;

const PROVIDERS: Readonly<Record<string, Provider>> = {
  CodeStarSourceConnection: ({ repositories }, _, { FullRepositoryId, BranchName }) => checkout(repositories, `${FullRepositoryId}@${BranchName}`),
  S3: ({ account, repositories }, _, { S3Bucket, S3ObjectKey }) => {
    const definition = account.objects.get(S3ObjectKey);
    return definition ? { output: unpacked(definition) } : checkout(repositories, `${S3Bucket}/${S3ObjectKey}`);
  },
  CodeBuild: async (place, execution, { ProjectName }) => {
    const [, project] = Object.entries(PROJECTS).find(([end]) => ProjectName.endsWith(end)) ?? ['', build];
    return project(place, execution).catch(failed);
  },
  Lambda: async (place, execution, { FunctionName, UserParameters }, token) => {
    const answer = await FUNCTIONS[FunctionName.split('-').pop()!](place, execution, JSON.parse(UserParameters || '{}'), token);
    return { failed: answer.failed, message: answer.message, token: answer.token };
  },
  CloudFormation: ({ account }, { artifacts }, { ActionMode, StackName, TemplatePath, TemplateConfiguration }) => {
    if (ActionMode !== 'CREATE_UPDATE') throw new Error(`the model does not know ${ActionMode}`);
    const file = (path: string) => {
      const [artifact, name] = path.split('::');
      return artifacts[artifact][name];
    };
    const { Parameters: parameters, Tags: tags = account.stacks.stacks.get(StackName)?.tags ?? {} } = file(TemplateConfiguration);
    try {
      return account.stacks.deploy({ name: StackName, template: file(TemplatePath), parameters, tags }) ? { stack: StackName } : {};
    } catch (error) {
      return { failed: true, message: (error as Error).message };
    }
  },
};

/** Runs an action of a pipeline according to its declaration, with the code that it runs on AWS. */
export async function runAction(place: Place, execution: ExecutionRecord, action: ActionDeclaration, token?: string): Promise<Result> {
  return PROVIDERS[action.ActionTypeId.Provider](place, execution, action.Configuration, token);
}

const checkout = (repositories: Repositories, place: string): Result =>
  repositories.has(place) ? { output: repositories.get(place) } : { failed: true, message: `there is no ${place}` };

const PROJECTS: Readonly<Record<string, (place: Place, execution: ExecutionRecord) => Promise<Result>>> = {
  '-core-prepare': async (place, { artifacts }) => {
    const { solution, account } = place;
    const { files, directoryDigest, generated } = await prepareSolution(synthesize(solution, artifacts.Source), solution, coreBuildFiles(), {
      ...paused(place, { store: storeOf(account), stacks: stacksOf(account) }),
      objects: {
        exists: async (_, key) => account.objects.has(key),
        put: async (_, key, body) => void account.objects.set(key, body),
      },
      environment: async () => ({ account: '111122223333', region: 'eu-central-1', partition: 'aws' }),
    }, () => {});
    return {
      output: files,
      variables: { [ENVIRONMENT.heldBack]: heldBackVariable(generated.directory.heldBack), [ENVIRONMENT.directoryDigest]: directoryDigest },
    };
  },
  '-core-apply': async (place, { artifacts }) => {
    const { changes, heldBack, kept, failures } = await place.killable(own =>
      applyDefinition(own.solution, artifacts.Definition, paused(own, applyAccountOf(own)), () => {}));
    return {
      output: changes,
      variables: { [ENVIRONMENT.heldBack]: heldBackVariable([...heldBack, ...kept]) },
      ...failures.length && { failed: true, message: failures.map(({ module, reason }) => `${module}: ${reason}`).join('\n') },
    };
  },
};

/** A module's own build. */
async function build({ solution, account }: Place, { artifacts, pipeline }: ExecutionRecord): Promise<Result> {
  const [name] = pipeline.declaration.Name.split('.');
  const version: Version = artifacts.Source;
  if (version.fault === 'build') throw new Failure([`the tests of ${name} failed`]);
  const assembly = assemblyOf(solution, { [name]: version });
  const given = givenTexts(account.stacks.stacks.get(`${solution}-delivery-${name}`)?.parameters.Parameters, 'INSYNC_PARAMETERS');
  return { output: packageModule(assembly, findModule(assembly, solution, name), given) };
}

const ACCOUNT_ARN = 'arn:aws:lambda:us-east-1:123456789012:function:gate';

const FUNCTIONS: Readonly<Record<string, (place: Place, execution: ExecutionRecord, parameters: any, token?: string) => Promise<Answer>>> = {
  inspect: async ({ solution }, { artifacts }, { module, approval, allows }) => inspect({
    solution,
    module,
    approval: approval === 'true',
    allows: allows.split(',').filter(Boolean),
    template: JSON.parse(artifacts.Package['template.json']),
    parameters: artifacts.Package['template-configuration.json'].Parameters,
    tags: artifacts.Package['template-configuration.json'].Tags,
    deployer: ACCOUNT_ARN,
    read: async (bucket, key) => { throw new Error(`the model has no object ${bucket}/${key}`); },
  }),
  gate: async (place, { artifacts }, { module }) => {
    const { solution } = place;
    const template = JSON.parse(artifacts.Package['template.json']);
    const { Parameters } = artifacts.Package['template-configuration.json'];
    const contract = contractIn(template, solution, module);
    if (typeof contract === 'string') return fail(contract);
    const dependencies: GateDependencies = {
      ...functionsOf(place, 'gate'), leftOut: registry => leftOut(template, Parameters, solution, module, contract.produces, registry, ACCOUNT_ARN),
    };
    return gate(dependencies, module, contract, 0, 0);
  },
  announce: (place, _, { producers }) => announce(functionsOf(place, 'announce'), producers),
  ensure: (place, _execution, _parameters, token) => ensure(functionsOf(place, 'ensure'), token !== undefined),
  verify: (place, { artifacts }, _, token) => verify(functionsOf(place, 'verify'), artifacts.Applied, parseProgress(token)),
};

/** The dependencies of the build of the second pipeline, whose notifications are recorded. */
export const applyAccountOf = ({ solution, account }: Place) => ({
  store: {
    ...storeOf(account),
    read: async (names: readonly string[]) => {
      account.tell({ kind: 'read', names });
      return account.store.read(names);
    },
  },
  stacks: stacksOf(account),
  resources: resourcesOf(account),
  pipelines: removalPipelinesOf(account),
  notifier: { notify: async (make: Parameters<Notifier['notify']>[0]) => void make({ solution, account: '111122223333', region: 'eu-central-1' }) },
});

/** The dependencies of a function. */
export function functionsOf(place: Place, by: FunctionId) {
  const { solution, account } = place;
  const core = account.stacks.stacks.get(`${solution}-modules`)?.parameters.CoreModules ?? '';
  const { store, pipelines, others } = paused(place, {
    store: storeOf(account),
    pipelines: functionPipelinesOf(account, functionName(solution, by)),
    others: {
      lastModified: lastModifiedOf(account),
      findStack: findStackOf(account),
      stackStatus: async (name: string) => account.stacks.stacks.get(name)?.status,
      deleteStack: async (name: string) => account.stacks.delete(name),
    },
  });
  return { solution, core: core.split(',').filter(Boolean), store, pipelines, ...others };
}

/** The same objects with a pause before every method. */
function paused<T extends Readonly<Record<string, object>>>({ pause }: Place, objects: T): T {
  const waiting = (target: object) => Object.fromEntries(Object.entries(target).map(([name, method]) => [name, async (...args: unknown[]) => {
    await pause();
    return method(...args);
  }]));
  return Object.fromEntries(Object.entries(objects).map(([name, target]) => [name, waiting(target)])) as T;
}

/** A build may only fail for a reason that people can correct. */
function failed(error: unknown): Result {
  if (error instanceof Failure || error instanceof Killed) return { failed: true, message: error.message };
  throw error;
}

/** A build that is killed at any point. */
export class Killed extends Error {}
