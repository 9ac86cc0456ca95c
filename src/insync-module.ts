import { AspectPriority, Aspects, Environment, Lazy, Stack } from 'aws-cdk-lib';
import { CfnParameter as CfnSsmParameter } from 'aws-cdk-lib/aws-ssm';
import { Construct } from 'constructs';
import { writeModules } from './assembly/manifests';
import { Contract } from './model/contract';
import { SELF_ALLOWANCE } from './model/entry';
import { canonicalJson } from './model/json';
import { contractParameter } from './model/module-parts';
import { boundaryName, moduleBoundaryName, moduleStackName, TAGS } from './model/names';
import { parseContract } from './model/parse';
import { formatProblem } from './model/problem';
import { Requirement } from './model/requirement';
import { Module, ModuleOptions } from './module';
import { assembledModules } from './private/assembled-modules';
import { DeclaredContract } from './private/declared-contract';
import { ModuleConventions } from './private/module-conventions';
import { ModuleSynthesizer } from './private/module-synthesizer';
import { entryProblems, moduleNameProblems, solutionProblems, throwProblems } from './private/problems';
import { defineRegistration } from './private/registration-stack';
import { warnOfRights } from './private/rights-advice';
import { solutionOf } from './private/solution-name';
import { addStackDependency } from './private/stack-dependency';
import { Source } from './source';

/**
 * Properties of a module. `parameters` and `approval` are part of its registration and therefore require a `source`. `permissions` declare
 * what the module needs: they are in its contract, so that people see them, and in its registration if it has a `source`. They grant nothing:
 * the module gets what the entry permits that the core or an operator wrote or approved.
 */
export interface InSyncModuleProps extends ModuleOptions {
  /**
   * One sentence that says what the module does.
   *
   * @default - no description
   */
  readonly description?: string;

  /**
   * The version of the module, which lists of modules show. Derive it from the code alone, not from the time or the build number.
   *
   * @default '0.0.0'
   */
  readonly version?: string;

  /**
   * The source of the module's code. If it is set, the app also has the stack `<solution>-registration-<module>`: deploying that stack
   * registers the module, and destroying it removes the module from the solution.
   *
   * @default - none: a core module, or a module that the core lists
   */
  readonly source?: Source;

  /**
   * Name of the solution that the module is part of.
   *
   * @default - context cv-insync:solution, else environment variable INSYNC_SOLUTION, else connected-vehicle
   */
  readonly solution?: string;

  /**
   * Account and region of the module's stack.
   *
   * @default - the account and region that it is deployed to
   * @see https://docs.aws.amazon.com/cdk/v2/guide/environments.html
   */
  readonly env?: Environment;
}

/** Options of an output. */
export interface OutputOptions {
  /**
   * Explains the value to the authors of other modules.
   *
   * @default - no description
   */
  readonly description?: string;
}

/**
 * A module of the solution: one stack, named `<solution>-<module>`. The construct id is the module's name.
 *
 * By default, its roles have the solution's permissions boundary, and its stateful resources are retained when the module is removed.
 *
 * @see https://docs.aws.amazon.com/cdk/v2/guide/stacks.html
 * @example
 * import { App, Tags } from 'aws-cdk-lib';
 * import * as sns from 'aws-cdk-lib/aws-sns';
 * import { InSyncModule } from 'cv-insync';
 *
 * const app = new App();
 * const geofence = new InSyncModule(app, 'geofence', { description: 'Notifies when a vehicle leaves its area' });
 * const left = new sns.Topic(geofence, 'Left', { displayName: 'Vehicles that left their area' });
 * geofence.produce('TopicArn', left.topicArn, { description: 'Receives the vehicles that left their area' });
 * const trips = geofence.consume('fleet', 'TripTableName');
 * Tags.of(left).add('trips', trips);
 */
export class InSyncModule extends Stack {
  /** Name of the module. */
  public readonly moduleName: string;

  /** Name of the solution that the module is part of. */
  public readonly solution: string;

  private readonly declared: DeclaredContract;
  private readonly registered: boolean;
  private after: readonly Stack[] = [];
  private isCore = false;

  /**
   * @param scope the app
   * @param id name of the module: lower-case letters, digits and single hyphens, at most 24
   * @param props the module's source and description
   */
  constructor(scope: Construct, id: string, props: InSyncModuleProps = {}) {
    const solution = solutionOf(scope, props.solution);
    throwProblems(`module "${id}"`, [...moduleNameProblems(id), ...solutionProblems(solution)]);
    super(scope, id, {
      stackName: moduleStackName(solution, id),
      description: props.description,
      env: props.env,
      analyticsReporting: false,
      synthesizer: new ModuleSynthesizer(solution, id, {
        begin: () => this.addDependencies(),
        template: () => this._template(),
        check: template => this.isCore || warnOfRights(this, { solution, module: id, permissions: props.permissions }, template),
        end: session => writeModules(session.assembly.outdir, assembledModules(this)),
      }),
    });
    this.moduleName = id;
    this.solution = solution;
    this.declared = new DeclaredContract(this, solution, id, props.version, props.permissions);
    this.registered = props.source !== undefined;
    this.addStackTag(TAGS.solution, solution);
    this.addStackTag(TAGS.module, id);
    this.node.addValidation({ validate: () => this.findProblems() });
    const boundary = Lazy.string({ produce: () => this.isCore ? boundaryName(solution) : moduleBoundaryName(solution, id) });
    Aspects.of(this).add(new ModuleConventions(solution, id, boundary), { priority: AspectPriority.MUTATING });
    const { id: contract, ...contractProps } = contractParameter(solution, id);
    new CfnSsmParameter(this, contract, { ...contractProps, value: Lazy.string({ produce: () => canonicalJson(this._contract()) }) });
    this.register(scope, props);
  }

  /**
   * Returns the value of another module's output, as a token that is resolved during deployment. The module is deployed only once the
   * output exists. Consuming an output twice returns the same token.
   *
   * @param module name of the module that produces the output
   * @param output name of the output
   * @see https://docs.aws.amazon.com/AWSCloudFormation/latest/UserGuide/cloudformation-supplied-parameter-types.html
   */
  public consume(module: string, output: string): string {
    return this.declared.consume(module, output);
  }

  /**
   * Publishes a value to other modules as an output. Once another module consumes it, a version without it is not deployed.
   *
   * @param output name of the output: letters and digits, beginning with a letter
   * @param value the value, usually a token such as the name of a table
   * @param options describe the value
   */
  public produce(output: string, value: string, options: OutputOptions = {}): void {
    this.declared.produce(output, value, options.description);
  }

  /**
   * The outputs that the module produces and consumes.
   *
   * @internal
   */
  public _contract(): Contract {
    return this.declared.contract();
  }

  /**
   * The outputs that the module consumes.
   *
   * @internal
   */
  public _requirements(): readonly Requirement[] {
    return this.declared.requirements;
  }

  /**
   * Whether the module registers itself.
   *
   * @internal
   */
  public _registers(): boolean {
    return this.registered;
  }

  /**
   * Says that the module is deployed with the core, and not from its own delivery, which would bring a permissions boundary of its own.
   *
   * @internal
   */
  public _deployWithCore(): void {
    this.isCore = true;
  }

  /**
   * Sets stacks of the same app that are deployed before the module's, although it has no references to them.
   *
   * @internal
   */
  public _deployAfter(stacks: readonly Stack[]): void {
    this.after = stacks;
  }

  /**
   * The template, if it is not synthesized from constructs.
   *
   * @internal
   */
  public _template(): string | undefined {
    return undefined;
  }

  /** Runs after the app is validated, because validation reports any dependency as a reference to another stack. */
  private addDependencies() {
    for (const stack of this.after) addStackDependency(this, stack);
  }

  private register(scope: Construct, { source, env, ...options }: InSyncModuleProps) {
    if (source) {
      const entry = Module.of(this.moduleName, source, options)._entry();
      const allows = entry.allows ? [{ where: 'allows', message: SELF_ALLOWANCE }] : [];
      throwProblems(`module "${this.moduleName}"`, [...entryProblems(entry), ...allows]);
      defineRegistration(scope, this.solution, entry, env);
      return;
    }
    for (const option of ['parameters', 'allows', 'approval'] as const) {
      if (options[option] !== undefined) this.declared.report(option, 'is part of the registration, which needs a `source`; set one, or set the option in the `modules` of the core');
    }
  }

  private findProblems(): string[] {
    const { problems } = parseContract(canonicalJson(this._contract()), `module "${this.moduleName}": contract`);
    const references = this.dependencies.map(other => ({
      where: `module "${this.moduleName}"`,
      message: `depends on the stack "${other.stackName}", expected none, because an export that is in use blocks updates of its stack; let that module produce an output, and consume it`,
    }));
    return [...this.declared.problems, ...problems, ...references].map(formatProblem);
  }
}
