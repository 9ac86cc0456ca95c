import { join } from 'path';
import { cvInsync, installed, succeed, stacksNamed } from './acts';
import type { Check } from './check';
import type { RunContext } from './context';
import { expectEffects, expectText } from './expect';
import { settle, snapshot } from './settle';
import type { Files } from '../solution/files';
import { moduleFiles, type ModuleOptions } from '../solution/module';
import { registeringFiles } from '../solution/registering';
import type { Repository } from '../user/repository';
import { writeFiles } from '../user/write-files';

/** Modules in folders of one repository, which the solution reads through a connection, and the pushes that start their pipelines. */

/** A push is evaluated by its first changed files, as many as this: https://docs.aws.amazon.com/codepipeline/latest/userguide/pipelines-filter.html. */
const EVALUATED_FILES = 100;
const NEW_BRANCH = 'new';
const REGISTERED = 'own';

function repositoryOf({ repository }: RunContext): Repository {
  if (!repository) throw new Error('the run has no repository');
  return repository;
}

const inFolder = (folder: string, files: Files): Files => Object.fromEntries(Object.entries(files).map(([path, content]) => [`${folder}/${path}`, content]));
const moduleIn = ({ workspace }: RunContext, module: ModuleOptions): Files => inFolder(module.name, moduleFiles(module, workspace.tarball));

/** The same connection by its older name: https://docs.aws.amazon.com/dtconsole/latest/userguide/rename.html. */
const otherSpelling = (arn: string) =>
  arn.replace(/:(codeconnections|codestar-connections):/, (_, name) => `:${name === 'codeconnections' ? 'codestar-connections' : 'codeconnections'}:`);

function add(context: RunContext, module: string, options: { readonly branch?: string; readonly connection?: string } = {}): Promise<string> {
  const { host, name, connectionArn, branch } = repositoryOf(context);
  const source = `${host}:${name}@${options.branch ?? branch()}#${module}`;
  return succeed(context, 'add', module, '--source', source, '--connection', options.connection ?? connectionArn);
}

const push = async (context: RunContext, files: Files, options: { readonly branch?: string; readonly amend?: boolean } = {}) =>
  repositoryOf(context).push(options.branch ?? repositoryOf(context).branch(), files, options);

const added = (context: RunContext, module: string) => ({
  ran: ['core: Succeeded', 'modules: Succeeded', `${module}: Succeeded`],
  created: stacksNamed(context, `delivery-${module}`, module),
  updated: stacksNamed(context, 'modules'),
});
const delivered = (context: RunContext, module: string) => ({ ran: [`${module}: Succeeded`], updated: stacksNamed(context, module) });

const CHECKS: readonly Check[] = [
  {
    name: 'connection/add',
    title: 'a module in a folder of a repository is installed through a connection',
    usage: { core: 1, modules: 1, module: 1, deliveries: 1 },
    run: async context => {
      await push(context, { 'README.md': 'Modules.\n', ...moduleIn(context, { name: 'one' }), ...moduleIn(context, { name: 'two' }) });
      await expectEffects(context, 'connection/add', () => add(context, 'one'), added(context, 'one'));
    },
  },
  {
    name: 'connection/other-spelling',
    title: 'another module of the same repository is installed, by the other spelling of the connection\'s ARN',
    after: ['connection/add'],
    usage: { core: 1, modules: 1, module: 1, deliveries: 1 },
    run: async context => {
      await expectEffects(context, 'connection/other-spelling', () => add(context, 'two', { connection: otherSpelling(repositoryOf(context).connectionArn) }), added(context, 'two'));
    },
  },
  {
    name: 'trigger/folder',
    title: 'a push to a module\'s folder runs that module\'s pipeline alone',
    after: ['connection/other-spelling'],
    usage: { module: 1 },
    run: async context => {
      await expectEffects(context, 'trigger/folder', () => push(context, moduleIn(context, { name: 'one', value: 'two' })), delivered(context, 'one'));
    },
  },
  {
    name: 'trigger/excluded',
    title: 'a push that changes no module\'s folder runs nothing',
    after: ['connection/other-spelling'],
    run: async context => {
      await expectEffects(context, 'trigger/excluded', () => push(context, { 'README.md': 'Modules, in folders.\n' }), {});
    },
  },
  {
    name: 'trigger/many-files',
    title: `a push in which ${EVALUATED_FILES} other files come before those of a module runs nothing`,
    after: ['connection/other-spelling'],
    run: async context => {
      const others = Object.fromEntries(Array.from({ length: EVALUATED_FILES + 10 }, (_, index) => [`a/${String(index).padStart(3, '0')}.txt`, `${index}\n`]));
      await expectEffects(context, 'trigger/many-files', () => push(context, { ...others, ...moduleIn(context, { name: 'two', value: 'two' }) }), {});
    },
  },
  {
    name: 'trigger/force-push',
    title: 'a push by force, whose commit replaces another, runs the pipeline of the module that it changes',
    after: ['trigger/folder'],
    usage: { module: 2 },
    run: async context => {
      await expectEffects(context, 'trigger/force-push', () => push(context, moduleIn(context, { name: 'one', value: 'three' })), delivered(context, 'one'));
      await expectEffects(context, 'trigger/force-push', () => push(context, moduleIn(context, { name: 'one', value: 'four' }), { amend: true }), delivered(context, 'one'));
    },
  },
  {
    name: 'trigger/two-pushes',
    title: 'of two pushes within a minute the last is delivered, and no other module runs',
    after: ['trigger/force-push'],
    usage: { module: 2 },
    run: twoPushes,
  },
  {
    name: 'trigger/new-branch',
    title: 'a module whose branch does not exist fails; the first push of the branch starts nothing, the second delivers it',
    after: ['connection/add'],
    usage: { core: 1, modules: 1, module: 2, deliveries: 1 },
    run: async context => {
      const branch = repositoryOf(context).branch(NEW_BRANCH);
      await expectEffects(context, 'trigger/new-branch', () => add(context, 'three', { branch }), {
        ran: ['core: Succeeded', 'modules: Failed', 'three: Failed'], created: stacksNamed(context, 'delivery-three'), updated: stacksNamed(context, 'modules'),
      });
      await expectEffects(context, 'trigger/new-branch', () => push(context, moduleIn(context, { name: 'three' }), { branch }), {});
      await expectEffects(context, 'trigger/new-branch', () => push(context, moduleIn(context, { name: 'three', value: 'two' }), { branch }), {
        ran: ['three: Succeeded'], created: stacksNamed(context, 'three'),
      });
    },
  },
  {
    name: 'registration/registered',
    title: 'cv-insync register installs a module that registers itself',
    after: ['connection/add'],
    usage: { core: 1, modules: 1, module: 1, deliveries: 1 },
    creates: { 'AWS::CloudFormation::Stack': 1 },
    run: register,
  },
  {
    name: 'registration/unregistered',
    title: 'cv-insync unregister removes it again',
    after: ['registration/registered'],
    usage: { core: 1, modules: 1 },
    run: async context => {
      const { ran, created, updated } = registered(context);
      await expectEffects(context, 'registration/unregistered', () => author(context, 'unregister', '--yes'), { ran: ran.slice(0, 2), updated, deleted: created });
    },
  },
];

/** Two pushes, of which the second comes while the first is being delivered. CodePipeline may supersede the first. */
async function twoPushes(context: RunContext): Promise<void> {
  const before = await snapshot(context);
  for (const value of ['five', 'six']) await push(context, moduleIn(context, { name: 'one', value }));
  const { executions } = await settle(context, before, 2);
  const found = executions.map(({ of, status }) => `${of}: ${status}`);
  context.recorder.answer('trigger/two-pushes', 'the last execution', found.at(-1));
  const others = found.filter(each => !['one: Succeeded', 'one: Superseded'].includes(each));
  if (others.length || found.at(-1) !== 'one: Succeeded') throw new Error(`found ${found.join(', ') || 'no execution'}, expected that the pipeline of one succeeds last, and no other runs`);
  expectText(await succeed(context, 'status', 'one'), /one +operator +delivered/, 'cv-insync status');
}

const folderOf = ({ workspace }: RunContext) => join(workspace.folder, REGISTERED);
const assembly = (context: RunContext) => join(folderOf(context), 'cdk.out');
const registered = (context: RunContext) => ({
  ran: ['core: Succeeded', 'modules: Succeeded', `${REGISTERED}: Succeeded`],
  created: stacksNamed(context, `delivery-${REGISTERED}`, REGISTERED, `registration-${REGISTERED}`),
  updated: stacksNamed(context, 'modules'),
});

/** Runs a command of the author's, which prints what it sees in the meantime: that depends on the moment, and is not recorded. */
async function author(context: RunContext, command: string, ...args: readonly string[]): Promise<void> {
  await installed(context, command, '--app', assembly(context), ...args);
}

/** As its author does: pushes the module, synthesizes it, registers it. */
async function register(context: RunContext): Promise<void> {
  const { workspace, terminal, solution } = context;
  const repository = repositoryOf(context);
  const files = registeringFiles({ name: REGISTERED, solution, repository, branch: repository.branch(), folder: REGISTERED }, workspace);
  await push(context, inFolder(REGISTERED, files));
  writeFiles(folderOf(context), files);
  await terminal.succeed(folderOf(context), join(workspace.modules, '.bin', 'cdk'), 'synth', '--quiet');
  await expectEffects(context, 'registration/registered', () => author(context, 'register'), registered(context));
  const { output } = await cvInsync(context, 'list');
  expectText(output, new RegExp(`${REGISTERED} +itself`), 'cv-insync list');
}

/** What needs a repository, after the set-up. */
export const connections = (setUp: string, hasRepository: boolean): Check[] => CHECKS.map(check => ({
  ...check, after: check.after ?? [setUp], ...!hasRepository && { leftOut: 'needs --connection and --repository' },
}));
