import { existsSync, mkdirSync, readdirSync, symlinkSync } from 'fs';
import { join } from 'path';
import type { BuildRecord, PipelineArtifact } from '../../account/codebuild';
import { pipelineStateOf } from '../../account/codepipeline';
import { getArtifact } from '../artifacts';
import { cloneReferenceIn, type CloneReference } from '../clone-reference';
import type { Context } from '../context';
import { useConnection } from '../use-connection';
import { unzipTo } from '../zip';
import { callerOf } from './caller';
import { clone } from './clone';
import { BuildFailure } from './phases';

export interface Checkout {
  readonly folder: string;
  readonly variables: Readonly<Record<string, string>>;
  /** The clone reference of the primary source, if it has one. */
  readonly cloned?: CloneReference;
}

/** Unpacks or clones the sources of a build, secondary ones next to the primary one. */
export async function checkout(context: Context, build: BuildRecord, root: string): Promise<Checkout> {
  const folder = join(root, 'src');
  mkdirSync(folder, { recursive: true });
  const variables: Record<string, string> = { CODEBUILD_SRC_DIR: folder };
  let cloned: CloneReference | undefined;
  for (const input of inputsOf(build)) {
    const isPrimary = input.name === (build.pipeline?.primary ?? input.name);
    const target = isPrimary ? folder : join(root, `src-${input.name}`);
    const artifact = await getArtifact(context.account, input, { caller: callerOf(build) });
    const reference = cloneReferenceIn(artifact);
    mkdirSync(target, { recursive: true });
    if (reference) {
      checkConnection(context, build, reference);
      await clone(context, reference, target);
    } else {
      unzipTo(artifact, target);
    }
    if (isPrimary) cloned = reference;
    if (!isPrimary) variables[`CODEBUILD_SRC_DIR_${input.name}`] = target;
  }
  const modules = context.modulesFor?.(repositoryOf(context, build));
  if (modules) linkModules(folder, modules);
  return { folder, variables, cloned };
}

function inputsOf({ pipeline, project: { source } }: BuildRecord): readonly PipelineArtifact[] {
  if (pipeline) return pipeline.inputs;
  if (source!.type !== 'S3') return [];
  const [bucket, ...key] = source!.location!.replace(/^arn:aws:s3:::/, '').split('/');
  return [{ name: 'source', bucket, key: key.join('/') }];
}

/** The role of a build that clones a repository needs the connection: {@link https://docs.aws.amazon.com/codepipeline/latest/userguide/tutorials-github-gitclone.html}. */
function checkConnection({ account }: Context, build: BuildRecord, { connection, repository }: CloneReference) {
  const message = account.permissions?.refuses({ caller: callerOf(build), requestId: '' }, [useConnection(connection, repository)]);
  if (message !== undefined) throw new BuildFailure(message, { code: 'ACCESS_DENIED' });
}

/** Links installed dependencies into every package of a checkout. */
function linkModules(folder: string, modules: string) {
  const target = join(folder, 'node_modules');
  if (!existsSync(target)) symlinkSync(modules, target, 'dir');
  for (const entry of readdirSync(folder, { withFileTypes: true })) {
    if (entry.isDirectory() && entry.name !== 'node_modules' && entry.name !== '.git') linkInPackages(join(folder, entry.name), modules);
  }
}

function linkInPackages(folder: string, modules: string) {
  if (existsSync(join(folder, 'package.json')) && !existsSync(join(folder, 'node_modules'))) symlinkSync(modules, join(folder, 'node_modules'), 'dir');
  for (const entry of readdirSync(folder, { withFileTypes: true })) {
    if (entry.isDirectory() && entry.name !== 'node_modules') linkInPackages(join(folder, entry.name), modules);
  }
}

function executionOf(context: Context, build: BuildRecord) {
  const pipeline = build.pipeline && pipelineStateOf(context.account).pipelines[build.pipeline.initiator];
  return pipeline?.executions.find(execution => [...execution.actions, ...execution.rules].some(({ externalId }) => externalId === build.id));
}

/** The source actions of the pipeline of a build that read through a connection. */
const sourcesOf = (context: Context, build: BuildRecord) =>
  executionOf(context, build)?.declaration.stages![0].actions!.filter(({ configuration }) => configuration?.FullRepositoryId) ?? [];

/** The repository of a build's primary source, if it comes from a connection. */
function repositoryOf(context: Context, build: BuildRecord): string | undefined {
  const sources = sourcesOf(context, build);
  const primary = sources.find(({ outputArtifacts }) => outputArtifacts?.some(({ name }) => name === build.pipeline!.primary));
  return (primary ?? sources[0])?.configuration?.FullRepositoryId;
}
