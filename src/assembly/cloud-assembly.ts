import { existsSync, readFileSync } from 'fs';
import { dirname, join } from 'path';
import { readCore, readModules } from './manifests';
import { AssembledCore, AssembledModule } from '../model/manifest';
import { ProblemsError } from '../model/problem';

/** A stack of a synthesized app. */
export interface AssembledStack {
  readonly stackName: string;
  readonly templateFile: string;
  readonly tags: Readonly<Record<string, string>>;
}

/** A cloud assembly, which `cdk synth` writes, as far as cv-insync reads it. */
export interface Assembly {
  readonly directory: string;
  /** Version of the cloud assembly schema. */
  readonly version: string;
  readonly modules: readonly AssembledModule[];
  /** Defined if the app defines the solution's core stack. */
  readonly core?: AssembledCore;
  readonly stacks: readonly AssembledStack[];
  /** Tags of the stack that a template belongs to. */
  tags(templateFile: string): Readonly<Record<string, string>>;
  /** Construct paths of the resources of a template, by logical id. */
  constructPaths(templateFile: string): ReadonlyMap<string, string>;
  read(file: string): string;
}

/** The part of an artifact that cv-insync reads: https://docs.aws.amazon.com/cdk/api/v2/docs/aws-cdk-lib.cloud_assembly_schema.ArtifactManifest.html */
interface Artifact {
  readonly type: string;
  readonly properties?: { readonly templateFile: string; readonly stackName?: string; readonly tags?: Record<string, string> };
  readonly metadata?: Metadata;
  readonly additionalMetadataFile?: string;
}

type Metadata = Record<string, readonly { readonly type: string; readonly data?: unknown }[]>;

const MANIFEST = 'manifest.json';
/** How people misspell `module.yaml`. */
const MISNAMED = ['module.yml', 'Module.yaml', 'Module.yml'];

/** Whether a folder holds a cloud assembly. */
export const isAssembly = (directory: string) => existsSync(join(directory, MANIFEST));

/** Reads the cloud assembly in a folder. */
export function readAssembly(directory: string): Assembly {
  if (!isAssembly(directory)) {
    const misnamed = MISNAMED.map(name => join(dirname(directory), name)).find(existsSync);
    if (misnamed) throw new ProblemsError([`${misnamed}: expected the name module.yaml for the file that describes a module without the CDK; rename it`]);
    throw new ProblemsError([`${directory}: contains no cloud assembly, expected the output of \`npx cdk synth\`; run it first, with "output" in cdk.json left at cdk.out (a module without the CDK has a module.yaml in this folder instead)`]);
  }
  const read = (file: string) => readFileSync(join(directory, file), 'utf8');
  const { version, artifacts = {} }: { version: string; artifacts?: Record<string, Artifact> } = JSON.parse(read(MANIFEST));
  const artifactOf = (templateFile: string) => Object.values(artifacts).find(({ properties }) => properties?.templateFile === templateFile);
  return {
    directory,
    version,
    modules: readModules(directory) ?? [],
    core: readCore(directory),
    stacks: Object.entries(artifacts).flatMap(([id, { type, properties }]) => type === 'aws:cloudformation:stack' && properties
      ? [{ stackName: properties.stackName ?? id, templateFile: properties.templateFile, tags: properties.tags ?? {} }] : []),
    tags: templateFile => artifactOf(templateFile)?.properties?.tags ?? {},
    constructPaths: templateFile => {
      const { metadata, additionalMetadataFile: file } = artifactOf(templateFile) ?? {};
      return pathsIn(metadata ?? (file !== undefined && existsSync(join(directory, file)) ? JSON.parse(read(file)) : {}));
    },
    read,
  };
}

const pathsIn = (metadata: Metadata) => new Map(Object.entries(metadata).flatMap(([path, items]) =>
  items.filter(({ type }) => type === 'aws:cdk:logicalId').map(({ data }) => [String(data), path.replace(/^\//, '')] as const)));
