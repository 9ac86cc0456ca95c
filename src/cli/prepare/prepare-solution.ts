import { outputsLeftOut } from './conditional-outputs';
import { coreModules } from './core-modules';
import { failedStackProblems } from './failed-stacks';
import { type OwnStack, ownStack } from './own-stack';
import type { Assembly } from '../../assembly/cloud-assembly';
import { coreRecords, type DirectoryRecord } from '../../model/directory';
import type { AssembledModule } from '../../model/manifest';
import { corePath, definitionKey, modulesPath, TAGS } from '../../model/names';
import { formatProblem } from '../../model/problem';
import { readCoreValues } from '../../registry/core-values';
import { declaredPermissions } from '../../registry/declared-permissions';
import { listDirectory } from '../../registry/entries';
import { recordsOf } from '../../registry/module-records';
import type { ParameterStore } from '../../registry/parameter-store';
import { attempt } from '../aws/attempt';
import type { AwsEnvironment } from '../aws/aws-environment';
import type { Objects } from '../aws/objects';
import type { Stacks } from '../aws/stacks';
import { publishAssets } from '../bundle/assets';
import { contractProblems } from '../bundle/contract-problems';
import { type Generated, generate, type Tools } from '../bundle/generate';
import { limitWarnings, sizeWarnings } from '../bundle/limits';
import { parameterValues, templateProblems } from '../bundle/template-configuration';
import { CONNECTION_VALUES, coreConnection } from '../solution/core-connection';
import { deliveredSources } from '../solution/delivered-sources';
import { neighbourProblems, withinNames } from '../solution/neighbours';
import { installedModules } from '../solution/removal-plan';
import { Failure, fail } from '../terminal/failure';

export interface PrepareAccount {
  readonly store: ParameterStore;
  readonly objects: Objects;
  readonly stacks: Stacks;
  readonly environment: () => Promise<AwsEnvironment>;
}

export interface Prepared {
  /** Files of the action's artifact, by name. */
  readonly files: Readonly<Record<string, string | object>>;
  readonly records: readonly DirectoryRecord[];
  readonly core: readonly AssembledModule[];
  readonly own: OwnStack;
  readonly generated: Generated;
  readonly warnings: readonly string[];
}

/**
 * Prepares what later stages deploy. Everything is checked before anything is uploaded. If the core was launched from a template, only the
 * entries of the `chosen` modules count: the stack deletes the others only after it has started the pipeline.
 */
export async function prepareSolution(
  assembly: Assembly, solution: string, tools: Tools, account: PrepareAccount, log: (line: string) => void, chosen?: readonly string[],
): Promise<Prepared> {
  const { store, objects, stacks, environment } = account;
  const core = coreModules(assembly, solution);
  const parameters = await attempt('reading what the deployed modules produce and require', () => store.list(modulesPath(solution)));
  const configurations = core.map(module => configuration(assembly, module));
  const configured = core.map((module, index) => ({ module, parameters: configurations[index].configuration.Parameters }));
  const withheld = await attempt('reading what core modules produce', () => outputsLeftOut(assembly, configured, solution, store, environment));
  const deployedStacks = await stacks.list();
  const problems = [
    ...neighbourProblems(solution, deployedStacks),
    ...contractProblems(core, recordsOf(parameters), withheld),
    ...failedStackProblems(core, deployedStacks),
    ...configurations.flatMap(item => item.problems),
  ];
  if (problems.length) throw new Failure(problems.map(formatProblem));

  const stored = await attempt('reading the directory', () => listDirectory(store, solution));
  const records = entriesOf(assembly, chosen ? stored.filter(({ owner, name }) => owner !== 'core' || chosen.includes(name)) : stored);
  const known = await coreValues(solution, store, assembly);
  const context = {
    solution,
    core: core.map(({ name }) => name),
    neighbours: withinNames(solution, deployedStacks),
    installed: installedModules(solution, deployedStacks),
    delivered: deliveredSources(solution, deployedStacks),
    connection: known.connection,
    declared: declaredPermissions(parameters, solution),
  };
  const generated = generate(records, context, tools);
  const own = await ownStack(assembly, solution, stacks);

  for (const module of core) {
    const { published, present } = await publishAssets(assembly, module, objects, environment);
    if (published + present) log(`${module.name}: ${published} of ${published + present} asset(s) uploaded, the others exist`);
  }
  await upload(generated, known.bucket, objects);
  return {
    records,
    core,
    own,
    generated,
    warnings: [...sizeWarnings(assembly, core), ...limitWarnings(generated.directory.wanted.length)],
    files: {
      'own.template.json': own.template,
      'own.config.json': own.configuration,
      ...Object.fromEntries(core.flatMap((module, index) => [
        [`core/${module.name}.template.json`, assembly.read(module.templateFile)],
        [`core/${module.name}.config.json`, configurations[index].configuration],
      ])),
      'modules.template.json': generated.modulesTemplate,
      'modules.config.json': generated.modulesConfiguration,
    },
  };
}

/** Entries of the core's code are read from the code: the stack that stores them is updated only afterwards. */
function entriesOf({ core }: Assembly, stored: readonly DirectoryRecord[]): DirectoryRecord[] {
  if (!core) return [...stored];
  return [...stored.filter(({ owner }) => owner !== 'core'), ...coreRecords(core.entries)];
}

function configuration(assembly: Assembly, { name, solution, templateFile }: AssembledModule) {
  const text = assembly.read(templateFile);
  const { values, problems } = parameterValues(`core module ${name}`, JSON.parse(text), {});
  const tags = { ...assembly.tags(templateFile), [TAGS.solution]: solution, [TAGS.module]: name };
  return { configuration: { Parameters: values, Tags: tags }, problems: [...problems, ...templateProblems(`core module ${name}`, text)] };
}

async function coreValues(solution: string, store: ParameterStore, { core }: Assembly) {
  const values = await attempt(`reading ${corePath(solution)}`, () => readCoreValues(store, solution, 'artifact-bucket', ...CONNECTION_VALUES));
  return {
    bucket: values['artifact-bucket']
      ?? fail(`${corePath(solution, 'artifact-bucket')}: no such parameter, expected the name of the core's bucket; is the core of "${solution}" deployed in this account and region?`),
    connection: coreConnection(values, core?.sourceKind),
  };
}

async function upload({ bundle }: Generated, bucket: string, objects: Objects) {
  const key = definitionKey(bundle.digest);
  if (!await objects.exists(bucket, key)) await objects.put(bucket, key, bundle.zip, 'application/zip');
}
