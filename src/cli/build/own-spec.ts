import { isMap, isScalar, isSeq, type Node } from 'yaml';
import { NODE_AND_PYTHON } from '../../pipelines/build-spec';
import { YamlReader } from '../../yaml/yaml-reader';

export const PHASES = ['install', 'pre_build', 'build', 'post_build'] as const;
export type PhaseName = typeof PHASES[number];

export interface OwnPhase {
  readonly commands: readonly string[];
  readonly finally: readonly string[];
  /** Whether the build ends after a failure of this phase, or continues with the next one. By default as in CodeBuild: only post_build runs after a failed build phase. */
  readonly onFailure?: 'ABORT' | 'CONTINUE';
}

/** The supported part of a module's own build specification. */
export interface OwnBuildSpec {
  readonly variables: Readonly<Record<string, string>>;
  readonly phases: Readonly<Partial<Record<PhaseName, OwnPhase>>>;
  /** Keys that have no effect here, with what applies instead. */
  readonly notes: readonly string[];
}

/** Keys of CodeBuild that are accepted without effect, because the delivery decides. */
const WITHOUT_EFFECT: Readonly<Record<string, string>> = {
  artifacts: 'the artifact is what `cv-insync package` writes',
  cache: 'each build starts from the repository',
  reports: 'test results are in the log',
};

/** Parses a build specification of version 0.2. Reports all problems with their positions. */
export function readOwnSpec(text: string, file: string): { readonly value?: OwnBuildSpec; readonly problems: readonly string[] } {
  const reader = new YamlReader(text, file);
  if (!reader.root) {
    if (!reader.problems.length) reader.problem(null, 'the build specification is empty: expected a mapping with version, phases');
    return { problems: reader.problems };
  }
  const members = reader.members(reader.root, 'build specification', ['version', 'env', 'phases', ...Object.keys(WITHOUT_EFFECT)]);
  const version = members.get('version');
  if (isMap(reader.root) && !(isScalar(version) && String(version.value) === '0.2')) reader.problem(version ?? reader.root, 'version: expected 0.2');
  if (isMap(reader.root) && !members.has('phases')) reader.problem(reader.root, 'phases: missing');
  const value = {
    variables: variablesOf(reader, members.get('env')),
    phases: phasesOf(reader, members.get('phases')),
    notes: Object.entries(WITHOUT_EFFECT).filter(([key]) => members.has(key)).map(([key, instead]) => `${reader.at(members.get(key))}: ${key} has no effect: ${instead}`),
  };
  return reader.problems.length ? { problems: reader.problems } : { value, problems: [] };
}

function variablesOf(reader: YamlReader, node: Node | null | undefined): Record<string, string> {
  if (node === undefined) return {};
  const members = reader.members(node, 'env', ['shell', 'variables']);
  const shell = members.get('shell');
  if (members.has('shell') && !(isScalar(shell) && shell.value === 'bash')) reader.problem(shell, 'env.shell: expected bash, which runs the commands');
  const variables = members.get('variables');
  if (variables === undefined) return {};
  const names = isMap(variables) ? variables.items.map(({ key }) => String(isScalar(key) ? key.value : key)) : [];
  const read = reader.members(variables, 'env.variables', names);
  for (const name of names) if (!/^[A-Za-z_]\w*$/.test(name)) reader.problem(variables, `env.variables: found '${name}', expected the name of a variable`);
  return Object.fromEntries([...read].map(([name, found]) => [name, isScalar(found) && found.value === '' ? '' : reader.text(found, `env.variables.${name}`, variables) ?? '']));
}

function phasesOf(reader: YamlReader, node: Node | null | undefined): Partial<Record<PhaseName, OwnPhase>> {
  if (node === undefined) return {};
  return Object.fromEntries([...reader.members(node, 'phases', PHASES)].map(([name, phase]) => {
    const members = reader.members(phase, `phases.${name}`, ['commands', 'finally', 'on-failure', 'runtime-versions'], node ?? undefined);
    checkRuntimes(reader, members.get('runtime-versions'), name);
    const failure = members.get('on-failure');
    const onFailure = isScalar(failure) ? failure.value : undefined;
    if (members.has('on-failure') && onFailure !== 'ABORT' && onFailure !== 'CONTINUE') reader.problem(failure, `phases.${name}.on-failure: expected ABORT or CONTINUE`);
    const commands = (key: string) => commandsOf(reader, members.get(key), `phases.${name}.${key}`);
    return [name, { commands: commands('commands'), finally: commands('finally'), ...members.has('on-failure') && { onFailure } }];
  }));
}

function commandsOf(reader: YamlReader, node: Node | null | undefined, what: string): string[] {
  if (node === undefined) return [];
  if (!isSeq(node)) {
    reader.problem(node, `${what}: expected a list of commands`);
    return [];
  }
  return (node.items as Node[]).map(item => {
    if (isScalar(item) && item.value !== null) return String(item.value);
    reader.problem(item, `${what}: expected a command; one with ': ' in it needs quotes`);
    return '';
  });
}

/** The build project installs the runtimes before a module's specification is read, so this can only repeat them. */
function checkRuntimes(reader: YamlReader, node: Node | null | undefined, phase: string) {
  if (!isMap(node)) return;
  for (const { key, value } of node.items) {
    const [runtime, version] = [key, value].map(each => String(isScalar(each) ? each.value : each));
    const installed = (NODE_AND_PYTHON as Readonly<Record<string, string>>)[runtime];
    if (installed === version || installed && version === 'latest') continue;
    reader.problem(value as Node, `phases.${phase}.runtime-versions: found ${runtime} ${version}, expected at most ${Object.entries(NODE_AND_PYTHON).map(each => each.join(' ')).join(' and ')}, `
      + 'which the build has; install others with a command');
  }
}
