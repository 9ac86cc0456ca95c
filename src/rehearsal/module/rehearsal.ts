import { mkdirSync } from 'fs';
import { join, resolve } from 'path';
import { parse } from 'yaml';
import { addModule, changeOutput, provide, resourcesOf, templateOf } from './account';
import { discover, type Discovered } from './discover';
import { REFERENCE_REPOSITORY, type Reference } from './reference';
import { type StandIn, standInsFor, type Values } from './stand-ins';
import type { ModuleVerdict } from './verdict';
import { type Allowance, ENTRY_SCHEMA, type Entry } from '../../model/entry';
import { contractPath, deliveryStackName, entryPath, modulePath, registrationStackName } from '../../model/names';
import type { RequirementText } from '../../model/requirement';
import { retainedBy, type StackResource } from '../../model/stack-resource';
import { runCommand } from '../command';
import type { RehearsalContext } from '../context';
import { deployStack } from '../deploy';
import { endpointWithKey } from '../exports';
import type { Report } from '../report';
import type { Script, Step } from '../script';
import { setup } from '../setup';
import { accountReport } from '../snapshot';
import type { RepositorySource } from '@cv-insync/emulator';
import { git } from '@cv-insync/emulator';

/** Milliseconds in which the emulated account creates the other resources of a stack. */
const OTHERS_FIRST = 1000;

/** Installs, changes and removes a module, and installs it again, with the reference core and with stand-ins for the other modules that it consumes. */
export class ModuleRehearsal {
  readonly script: Script;
  private readonly repositories: RepositorySource[];
  private readonly folder: string;
  private found?: Discovered;
  private assembly = '';
  private standIns: readonly StandIn[] = [];
  private readonly templates: string[] = [];
  /** Values of consumed outputs before the rehearsal changed them. */
  private readonly values = new Map<RequirementText, string>();
  private keeps?: readonly StackResource[];
  private afterRemoval?: Report['account'];
  /** The pipelines that the step `failure` expects to fail. */
  private readonly failing: string[] = ['modules'];

  constructor(
    folder: string, private readonly reference: Reference, private readonly standInValues: Values, private readonly allows: readonly Allowance[] = [],
  ) {
    this.folder = resolve(folder);
    const core = { name: REFERENCE_REPOSITORY, path: reference.core, branch: 'main' };
    this.repositories = [core];
    const act = (name: string, title: string, work: (context: RehearsalContext) => Promise<void>, failed: readonly string[] = []): Step =>
      ({ kind: 'act', name, title, act: work, expect: { failed } });
    this.script = {
      solution: reference.solution,
      core,
      repositories: this.repositories,
      steps: [
        act('setup', 'set up the reference core', async context => void await Promise.all([setup(context, {}), this.inspect(context)])),
        act('install', 'install the module', context => this.install(context)),
        act('change', 'change the module', context => this.change(context)),
        act('remove', 'remove the module', context => this.remove(context)),
        act('failure', 'install it again, with a first deployment that fails', context => this.fail(context), this.failing),
        act('correction', 'correct the failed deployment', context => this.push(context)),
        act('end', 'remove the module again', context => this.unregister(context)),
      ],
    };
  }

  /** The result of the rehearsal. */
  verdict({ steps, account }: Report): ModuleVerdict | undefined {
    if (!this.found) return undefined;
    const { name, stackName, contract } = this.found.module;
    const passed = (index: number) => steps[index] && !steps[index].problems?.length && !steps[index].heldBack.some(({ module }) => module === name);
    return {
      module: name,
      consumes: contract.consumes,
      produces: contract.produces,
      standIns: this.standIns.map(({ name: standIn, invented }) => ({ name: standIn, invented })),
      installs: steps[1] && passed(1) && steps[1].stacks.created.includes(stackName),
      updates: passed(2),
      isStable: this.templates.length === 2 ? this.templates[0] === this.templates[1] : undefined,
      removes: steps[3] && passed(3) && this.isGone(this.afterRemoval ?? account),
      keeps: this.keeps,
      reinstalls: steps[4] && passed(4) && passed(5) && passed(6) && this.isGone(account),
    };
  }

  /** Empties the module's repository for its author to push to, and returns the instructions. */
  async handOver({ account, repositories }: RehearsalContext): Promise<string[]> {
    if (!this.found) return [];
    const { module, repository: { name, branch } } = this.found;
    const bare = repositories.bare(name);
    await git(bare, 'update-ref', '-d', `refs/heads/${branch}`);
    return [
      `The repository ${name} of ${module.name} is empty now, for you to push to:`,
      `  git push ${bare} ${branch}`,
      ...this.registers ? [`Then register the module: npx projen register --endpoint ${endpointWithKey(account)}`] : [],
    ];
  }

  private async inspect({ executor, workDir, userEnvironment }: RehearsalContext): Promise<void> {
    const { solution, coreModules, contracts } = this.reference;
    this.assembly = join(workDir, 'module');
    mkdirSync(this.assembly, { recursive: true });
    await runCommand(executor.processes, {
      label: `synthesizing the app in ${this.folder}`,
      command: `npx cdk synth --quiet --output '${this.assembly}'`,
      cwd: this.folder,
      env: userEnvironment,
      writes: [this.assembly],
      logFile: join(workDir, 'logs', 'module.log'),
    });
    this.found = discover(this.assembly, this.folder, solution);
    this.standIns = standInsFor(this.found.module.contract.consumes, { solution, present: coreModules, contracts, values: this.standInValues });
  }

  private async install(context: RehearsalContext): Promise<void> {
    const { repository } = this.found!;
    const { solution, assemblyVersion } = this.reference;
    this.repositories.push(repository);
    await context.repositories.create(repository);
    for (const standIn of this.standIns) await provide(context, solution, standIn, assemblyVersion);
    await this.register(context);
  }

  private async register(context: RehearsalContext): Promise<void> {
    if (this.registers) await deployStack(context, this.assembly, this.found!.registration!.stack);
    else await addModule(context.account, this.reference.solution, this.entry);
  }

  private async change(context: RehearsalContext): Promise<void> {
    const { account } = context;
    const { module } = this.found!;
    this.templates.push(await templateOf(account, module.stackName));
    for (const consumed of module.contract.consumes) {
      this.values.set(consumed, await changeOutput(account, this.reference.solution, consumed, value => `${value}-2`));
    }
    await this.push(context);
  }

  private async push({ repositories }: RehearsalContext): Promise<void> {
    await repositories.commit(this.found!.repository.name, 'the same code once more', true);
  }

  private async remove(context: RehearsalContext): Promise<void> {
    const { account } = context;
    const { stackName } = this.found!.module;
    const { solution } = this.reference;
    this.templates.push(await templateOf(account, stackName));
    // Consumers of the same outputs are not part of this step: restore the values.
    for (const [consumed, value] of this.values) await changeOutput(account, solution, consumed, () => value);
    this.keeps = await retainedBy(stackName, resourcesOf(account));
    await this.unregister(context);
  }

  private async unregister({ account }: RehearsalContext): Promise<void> {
    const { solution } = this.reference;
    const { name } = this.found!.module;
    if (this.registers) await account.call('cloudformation', 'DeleteStack', { StackName: registrationStackName(solution, name) });
    else await account.call('ssm', 'DeleteParameter', { Name: entryPath(solution, 'operator', name) });
  }

  /** Installs the module again. The record of its contract, which every module has, is the resource that cannot be created. */
  private async fail(context: RehearsalContext): Promise<void> {
    const { account } = context;
    const { name, stackName } = this.found!.module;
    this.afterRemoval = await accountReport(account);
    const Name = contractPath(this.reference.solution, name);
    const { Resources } = parse(this.templates[0]) as { Resources: Record<string, { Properties?: Record<string, unknown> }> };
    const [logicalId] = Object.entries(Resources).find(([, { Properties }]) => Properties?.Name === Name)!;
    account.faults!.addResourceFault({ fail: 'create', stack: stackName, logicalId, times: 1, milliseconds: OTHERS_FIRST, message: 'The rehearsal lets the first deployment fail.' });
    this.failing.push(name);
    await this.register(context);
  }

  /** Whether nothing of its stacks and records is left. */
  private isGone({ stacks, parameters }: Report['account']): boolean {
    const { solution } = this.reference;
    const { name, stackName } = this.found!.module;
    return !stacks.some(stack => [stackName, deliveryStackName(solution, name)].includes(stack.name))
      && !Object.keys(parameters).some(path => path.startsWith(`${modulePath(solution, name)}/`));
  }

  /** Whether the module registers itself. If its entry needs an approval first, the rehearsal adds it as an operator. */
  private get registers(): boolean {
    const entry = this.found?.registration?.entry;
    return entry !== undefined && entry.source.kind !== 's3' && !entry.approval && !entry.permissions && !this.allows.length;
  }

  private get entry(): Entry {
    const { module, registration, repository } = this.found!;
    const { parameters, permissions = module.contract.permissions, source } = registration?.entry ?? {};
    return {
      schema: ENTRY_SCHEMA,
      name: module.name,
      source: source && source.kind !== 's3' ? source : { kind: 'github', repository: repository.name, branch: repository.branch },
      ...parameters && { parameters },
      ...permissions && { permissions },
      ...this.allows.length && { allows: this.allows },
    };
  }
}
