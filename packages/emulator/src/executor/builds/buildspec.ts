import { isMap, parseDocument } from 'yaml';

export const PHASES = ['install', 'pre_build', 'build', 'post_build'] as const;
export type PhaseName = typeof PHASES[number];

export interface Phase {
  readonly commands: readonly string[];
  readonly finally: readonly string[];
  readonly onFailure?: 'ABORT' | 'CONTINUE';
}

export interface ArtifactSpec {
  readonly files: readonly string[];
  readonly baseDirectory?: string;
  readonly excludePaths: readonly string[];
  readonly discardPaths: boolean;
}

export interface BuildSpec {
  readonly variables: Readonly<Record<string, string>>;
  readonly parameterStore: Readonly<Record<string, string>>;
  readonly exported: readonly string[];
  /** Whether git can access the repository of the source after the checkout. */
  readonly hasGitCredentials: boolean;
  readonly phases: Readonly<Partial<Record<PhaseName, Phase>>>;
  readonly artifacts?: ArtifactSpec;
  readonly secondaryArtifacts: Readonly<Record<string, ArtifactSpec>>;
}

const TOP = ['version', 'run-as', 'env', 'proxy', 'batch', 'phases', 'reports', 'artifacts', 'cache'];
const PHASE = ['run-as', 'on-failure', 'runtime-versions', 'commands', 'finally', 'steps'];
const ENV = ['shell', 'variables', 'parameter-store', 'exported-variables', 'secrets-manager', 'git-credential-helper'];

/** Parses a build specification, version 0.2. Fails with all problems at once. */
export function parseBuildSpec(text: string): BuildSpec {
  const document = parseDocument(text, { strict: true, uniqueKeys: true });
  if (document.errors.length) throw new Error(`the build spec is not YAML: ${document.errors.map(({ message }) => message.split('\n')[0]).join('; ')}`);
  if (!isMap(document.contents)) throw new Error('the build spec is not a mapping');
  const spec = document.toJS() as Record<string, any>;
  const problems: string[] = [];
  const known = (where: string, object: object, keys: readonly string[]) => {
    for (const key of Object.keys(object)) if (!keys.includes(key)) problems.push(`${where}: unknown key '${key}', expected ${keys.join(', ')}`);
  };
  if (String(spec.version) !== '0.2') problems.push(`version: expected 0.2, got ${spec.version}`);
  known('build spec', spec, TOP);
  const env = spec.env ?? {};
  known('env', env, ENV);
  if (env['secrets-manager']) problems.push('env: the emulator has no secrets-manager');
  if (!spec.phases) problems.push('phases: missing');
  known('phases', spec.phases ?? {}, PHASES);
  const phases: Partial<Record<PhaseName, Phase>> = {};
  for (const name of PHASES) {
    const phase = spec.phases?.[name];
    if (!phase) continue;
    known(`phases.${name}`, phase, PHASE);
    const onFailure = phase['on-failure'];
    if (onFailure && !['ABORT', 'CONTINUE'].includes(onFailure)) problems.push(`phases.${name}.on-failure: expected ABORT or CONTINUE, got ${onFailure} (the emulator does not retry phases)`);
    phases[name] = { commands: commands(`phases.${name}.commands`, phase.commands, problems), finally: commands(`phases.${name}.finally`, phase.finally, problems), onFailure };
  }
  const { 'secondary-artifacts': secondary = {}, ...primary } = spec.artifacts ?? {};
  const result: BuildSpec = {
    variables: texts(env.variables),
    parameterStore: texts(env['parameter-store']),
    exported: env['exported-variables'] ?? [],
    hasGitCredentials: [true, 'yes', 'true'].includes(env['git-credential-helper']),
    phases,
    ...(primary.files ? { artifacts: artifactSpec(primary) } : {}),
    secondaryArtifacts: Object.fromEntries(Object.entries(secondary).map(([name, each]) => [name, artifactSpec(each as object)])),
  };
  if (problems.length) throw new Error(`the build spec is wrong: ${problems.join('; ')}`);
  return result;
}

function commands(where: string, value: unknown, problems: string[]): string[] {
  if (value === undefined || value === null) return [];
  // A command alone, as the README of aws-cdk-lib/aws-codepipeline-actions has it.
  if (typeof value === 'string') return [value];
  if (!Array.isArray(value)) {
    problems.push(`${where}: expected a list, got ${typeof value}`);
    return [];
  }
  value.forEach((each, index) => {
    if (typeof each === 'object') problems.push(`${where}[${index}]: expected a command, got ${JSON.stringify(each)} (a command with ': ' in it needs quotes)`);
  });
  return value.map(String);
}

const texts = (values: Record<string, unknown> = {}) =>
  Object.fromEntries(Object.entries(values ?? {}).map(([name, value]) => [name, String(value)]));

function artifactSpec(spec: Record<string, any>): ArtifactSpec {
  const list = (value: unknown) => value === undefined ? [] : Array.isArray(value) ? value.map(String) : [String(value)];
  return {
    files: list(spec.files),
    baseDirectory: spec['base-directory'],
    excludePaths: list(spec['exclude-paths']),
    discardPaths: [true, 'yes', 'true'].includes(spec['discard-paths']),
  };
}
