import { AspectPriority, Aspects, Environment, Lazy, Stack } from 'aws-cdk-lib';
import { CfnParameter as CfnSsmParameter } from 'aws-cdk-lib/aws-ssm';
import { Construct } from 'constructs';
import { writeModules } from './assembly/manifests';
import { Contract } from './model/contract';
import { canonicalJson } from './model/json';
import { contractParameter } from './model/module-parts';
import { moduleStackName, TAGS } from './model/names';
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
import { solutionOf } from './private/solution-name';
import { addStackDependency } from './private/stack-dependency';
import { Source } from './source';

/** Properties of a module. `parameters`, `permissions` and `approval` are part of its registration, and so need a `source`. */
export interface InSyncModuleProps extends ModuleOptions {
  /**
   * What the module does, in a sentence.
   *
   * @default - no description
   */
  readonly description?: string;

  /**
   * The version of the module, told to whoever lists the modules. It has to depend on the code alone.
   *
   * @default '0.0.0'
   */
  readonly version?: string;

  /**
   * Where the module's code lies. With it, the app also has the stack `<solution>-registration-<module>`: deploying that
   * registers the module, and destroying it takes the module away again.
   *
   * @default - none: a core module, or one that the core lists
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
   * @default - those that it is deployed to
   * @see https://docs.aws.amazon.com/cdk/v2/guide/environments.html
   */
  readonly env?: Environment;
}

/** Options of an output. */
export interface OutputOptions {
  /**
   * What the value is, for people.
   *
   * @default - no description
   */
  readonly description?: string;
}

/**
 * A module of the solution: one stack, named `<solution>-<module>`. Its construct id is the module's name.
 *
 * Roles that it defines carry the solution's permissions boundary, and stateful resources are kept when the module is removed,
 * unless it says otherwise.
 *
 * @see https://docs.aws.amazon.com/cdk/v2/guide/stacks.html
 * @example
 * import { App, Tags } from 'aws-cdk-lib';
 * import * as sns from 'aws-cdk-lib/aws-sns';
 * import { InSyncModule } from 'cv-insync';
 *
 * const app = new App();
 * const geofence = new InSyncModule(app, 'geofence', { description: 'Tells when a vehicle leaves its area' });
 * const left = new sns.Topic(geofence, 'Left', { displayName: 'Vehicles that left their area' });
 * geofence.produce('TopicArn', left.topicArn, { description: 'Hears of vehicles that left their area' });
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

  /**
   * @param scope the app
   * @param id name of the module: lower-case letters, digits and single hyphens, at most 24
   * @param props where its code lies, and what it is
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
        begin: () => this.putInOrder(),
        template: () => this._template(),
        end: session => writeModules(session.assembly.outdir, assembledModules(this)),
      }),
    });
    this.moduleName = id;
    this.solution = solution;
    this.declared = new DeclaredContract(this, solution, id, props.version);
    this.registered = props.source !== undefined;
    this.addStackTag(TAGS.solution, solution);
    this.addStackTag(TAGS.module, id);
    this.node.addValidation({ validate: () => this.findProblems() });
    Aspects.of(this).add(new ModuleConventions(solution, id), { priority: AspectPriority.MUTATING });
    const { id: contract, ...contractProps } = contractParameter(solution, id);
    new CfnSsmParameter(this, contract, { ...contractProps, value: Lazy.string({ produce: () => canonicalJson(this._contract()) }) });
    this.register(scope, props);
  }

  /**
   * The value of another module's output, as a token: it is filled in when the stack is deployed, and the module is deployed only
   * once the output exists. Consuming an output twice gives the same token.
   *
   * @param module name of the module that produces the output
   * @param output name of the output
   * @see https://docs.aws.amazon.com/AWSCloudFormation/latest/UserGuide/cloudformation-supplied-parameter-types.html
   */
  public consume(module: string, output: string): string {
    return this.declared.consume(module, output);
  }

  /**
   * Offers a value to other modules, under a name. Once others consume it, a version without it is not deployed.
   *
   * @param output name of the output: letters and digits, beginning with a letter
   * @param value the value, usually a token like the name of a table
   * @param options what the value is
   */
  public produce(output: string, value: string, options: OutputOptions = {}): void {
    this.declared.produce(output, value, options.description);
  }

  /**
   * What the module offers and reads.
   *
   * @internal
   */
  public _contract(): Contract {
    return this.declared.contract();
  }

  /**
   * The outputs that the module reads.
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
   * Stacks of the same app that the module's is to be deployed after, though it refers to none of them.
   *
   * @internal
   */
  public _deployAfter(stacks: readonly Stack[]): void {
    this.after = stacks;
  }

  /**
   * The template, if it is not made from constructs.
   *
   * @internal
   */
  public _template(): string | undefined {
    return undefined;
  }

  /** Only once the app is validated: until then, a dependency means a reference to another stack. */
  private putInOrder() {
    for (const stack of this.after) addStackDependency(this, stack);
  }

  private register(scope: Construct, { source, env, ...options }: InSyncModuleProps) {
    if (source) {
      const entry = Module.of(this.moduleName, source, options)._entry();
      throwProblems(`module "${this.moduleName}"`, entryProblems(entry));
      defineRegistration(scope, this.solution, entry, env);
      return;
    }
    for (const option of ['parameters', 'permissions', 'approval'] as const) {
      if (options[option] !== undefined) this.declared.report(option, 'is part of the registration, which needs a `source`; the core lists it in its `modules` instead');
    }
  }

  private findProblems(): string[] {
    const { problems } = parseContract(canonicalJson(this._contract()), `module "${this.moduleName}": contract`);
    const references = this.dependencies.map(other => ({
      where: `module "${this.moduleName}"`,
      message: `depends on the stack "${other.stackName}", expected none: an export in use would block its owner for ever; let that module produce an output, and consume it`,
    }));
    return [...this.declared.problems, ...problems, ...references].map(formatProblem);
  }
}
