import { join } from 'path';
import type { RunContext } from './context';
import { sourceBucketName } from '../names';
import { coreFiles, type CoreOptions } from '../solution/core';
import type { Files } from '../solution/files';
import { moduleFiles, type ModuleOptions } from '../solution/module';
import { keyOf } from '../user/sources';
import type { Ended } from '../user/terminal';

/** What a person does: pushes (here uploads) code, and runs the command line. */

/** The module that the core's code lists from the start. */
export const LISTED = 'loner';

export type CoreChange = Partial<Pick<CoreOptions, 'value' | 'extra' | 'readme'>>;

/** The files of the core as it is installed, with a change. */
export const coreOf = ({ solution, account, workspace }: Pick<RunContext, 'solution' | 'account' | 'workspace'>, change: CoreChange = {}): Files =>
  coreFiles({ solution, bucket: sourceBucketName(solution, account.id), modules: [LISTED], value: 'first', ...change }, workspace);

export const uploadCore = (context: RunContext, change: CoreChange) => context.sources.upload('core', coreOf(context, change));

export const uploadModule = ({ sources, workspace }: RunContext, module: ModuleOptions) =>
  sources.upload(module.name, moduleFiles(module, workspace.tarball));

/** Uploads a module and lists it. */
export async function addModule(context: RunContext, module: ModuleOptions, ...options: readonly string[]): Promise<string> {
  await uploadModule(context, module);
  return succeed(context, 'add', module.name, '--source', `s3:${context.sources.bucket}/${keyOf(module.name)}`, ...options);
}

const commandLine = ({ workspace }: RunContext) => join(workspace.modules, '.bin', 'cv-insync');

/** Runs `cv-insync`. */
export const cvInsync = (context: RunContext, command: string, ...args: readonly string[]): Promise<Ended> =>
  context.terminal.run(context.workspace.folder, commandLine(context), command, '--solution', context.solution, ...args);

/** Runs a command of authors, which has to succeed: their apps name the solution. */
export const installed = (context: RunContext, command: string, ...args: readonly string[]): Promise<string> =>
  context.terminal.succeed(context.workspace.folder, commandLine(context), command, ...args);

/** Runs `cv-insync`, which has to succeed, and returns its output. */
export const succeed = (context: RunContext, command: string, ...args: readonly string[]): Promise<string> =>
  context.terminal.succeed(context.workspace.folder, commandLine(context), command, '--solution', context.solution, ...args);

export const stacksNamed = ({ solution }: RunContext, ...names: readonly string[]) => names.map(name => `${solution}-${name}`).sort();
