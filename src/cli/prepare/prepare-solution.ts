import type { CodeList } from './code-list';
import { outputsLeftOut } from './conditional-outputs';
import { coreModules } from './core-modules';
import { failedStackProblems } from './failed-stacks';
import { type OwnStack, ownStack } from './own-stack';
import type { Assembly } from '../../assembly/cloud-assembly';
import { coreRecords } from '../../model/directory';
import type { AssembledModule } from '../../model/manifest';
import { splitList } from '../../model/module-list';
import { corePath, coreStackName, definitionKey, modulesPath, TAGS } from '../../model/names';
import { formatProblem } from '../../model/problem';
import { givenTags, type SolutionTags } from '../../model/tags';
import { readCoreValues } from '../../registry/core-values';
import { declaredPermissions } from '../../registry/declared-permissions';
import { directoryDigest, listEntries } from '../../registry/entries';
import { writeList } from '../../registry/module-list';
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
import { foreignModules } from '../solution/foreign-stacks';
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
  /** Digest of the directory as this found it, with the list as this wrote it. */
  readonly directoryDigest: string;
  readonly core: readonly AssembledModule[];
  readonly own: OwnStack;
  readonly generated: Generated;
  readonly warnings: readonly string[];
}

/** Prepares what later stages deploy. Everything is checked before anything is uploaded, and the list of modules is stored when all else is done. */
export async function prepareSolution(
  assembly: Assembly, solution: string, tools: Tools, account: PrepareAccount, log: (line: string) => void,
  { entries, isStored }: CodeList = { entries: assembly.core?.entries ?? [], isStored: true },
): Promise<Prepared> {
  const { store, objects, stacks, environment } = account;
  const core = coreModules(assembly, solution);
  const parameters = await attempt('reading what the deployed modules produce and require', () => store.list(modulesPath(solution)));
  const deployedStacks = await stacks.list();
  const tags = solutionTags(assembly, deployedStacks.find(({ name }) => name === coreStackName(solution))?.tags);
  const configurations = core.map(module => configuration(assembly, module, tags));
  const configured = core.map((module, index) => ({ module, parameters: configurations[index].configuration.Parameters }));
  const withheld = await attempt('reading what core modules produce', () => outputsLeftOut(assembly, configured, solution, store, environment));
  const problems = [
    ...neighbourProblems(solution, deployedStacks),
    ...contractProblems(core, recordsOf(parameters), withheld),
    ...failedStackProblems(core, deployedStacks),
    ...configurations.flatMap(item => item.problems),
  ];
  if (problems.length) throw new Failure(problems.map(formatProblem));

  const others = await attempt('reading the directory', () => listEntries(store, solution));
  const known = await coreValues(solution, store, assembly);
  const context = {
    solution,
    core: core.map(({ name }) => name),
    neighbours: withinNames(solution, deployedStacks),
    installed: installedModules(solution, deployedStacks),
    foreign: foreignModules(solution, deployedStacks),
    delivered: deliveredSources(solution, deployedStacks),
    connection: known.connection,
    declared: declaredPermissions(parameters, solution),
  };
  const generated = generate([...coreRecords(entries), ...others], context, tools, Object.keys(tags).length ? { tags } : {});
  const own = await ownStack(assembly, solution, stacks);

  for (const module of core) {
    const { published, present } = await publishAssets(assembly, module, objects, environment);
    if (published + present) log(`${module.name}: ${published} of ${published + present} asset(s) uploaded, the others exist`);
  }
  await upload(generated, known.bucket, objects);
  const list = splitList(entries);
  if (isStored) await attempt('writing the list of modules in the core\'s code', () => writeList(store, solution, list));
  return {
    directoryDigest: directoryDigest(others, list.head),
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

/** Those that the code defines or, if it does not define the core's stack, those that the stack was deployed with. */
const solutionTags = ({ core }: Assembly, deployed: SolutionTags = {}): SolutionTags => core ? core.tags ?? {} : givenTags(deployed);

function configuration(assembly: Assembly, { name, solution, templateFile }: AssembledModule, solutionWide: SolutionTags) {
  const text = assembly.read(templateFile);
  const { values, problems } = parameterValues(`core module ${name}`, JSON.parse(text), {});
  const tags = { ...assembly.tags(templateFile), ...solutionWide, [TAGS.solution]: solution, [TAGS.module]: name };
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
