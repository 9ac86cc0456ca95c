import { Annotations, CfnResource, Stack, Stage } from 'aws-cdk-lib';
import { RetentionDays } from 'aws-cdk-lib/aws-logs';
import { CfnTopic, ITopic, Topic } from 'aws-cdk-lib/aws-sns';
import { Construct } from 'constructs';
import { writeCore } from './assembly/manifests';
import { InSyncModule } from './insync-module';
import { byText } from './model/json';
import { pipelineName, TAGS } from './model/names';
import { formatProblem } from './model/problem';
import { Module } from './module';
import type { CoreSettings } from './pipelines/core';
import { synthesizeTemplateOnly } from './pipelines/template-synthesizer';
import { connectionWarnings, coreProblems, unlistedProblems } from './private/core-problems';
import { nameById } from './private/logical-ids';
import { throwProblems } from './private/problems';
import { producerOf } from './private/producer';
import { solutionOf } from './private/solution-name';
import { Source } from './source';

/** Properties of the core. */
export interface CoreInSyncProps {
  /**
   * Name of the solution. It is the prefix of the names of all its resources.
   *
   * @default - context cv-insync:solution, else environment variable INSYNC_SOLUTION, else connected-vehicle
   */
  readonly solution?: string;

  /** The source of the core's code. A repository needs a connection, which is also the default connection of modules. */
  readonly source: Source;

  /** The core modules. The core pipeline deploys them, producers of outputs before their consumers. */
  readonly core: InSyncModule[];

  /**
   * Other modules, each delivered from its own source. More modules can be added later, with the command line or by registration.
   *
   * @default - none
   */
  readonly modules?: Module[];

  /**
   * Tags for all stacks of the solution, which CloudFormation gives to their resources: those of the core, of core modules, of deliveries,
   * and of all other modules. They take precedence over tags of the same keys in modules. At most 30, without the prefix `aws:`.
   *
   * @default - no tags but those that identify solution and module
   * @see https://docs.aws.amazon.com/AWSCloudFormation/latest/UserGuide/aws-properties-resource-tags.html
   */
  readonly tags?: { [key: string]: string };

  /**
   * Retention of the logs of builds and functions.
   *
   * @default RetentionDays.THREE_MONTHS
   * @see https://docs.aws.amazon.com/AmazonCloudWatch/latest/logs/Working-with-log-groups-and-streams.html
   */
  readonly logRetention?: RetentionDays;

  /**
   * Whether pipelines whose triggers have path filters are started once a day, because such a trigger can miss a push. Unless one was
   * missed, this builds what is deployed already and changes nothing. It concerns the core and modules in folders, except modules
   * whose changes are approved.
   *
   * @default true
   * @see https://docs.aws.amazon.com/codepipeline/latest/userguide/pipelines-triggers.html
   */
  readonly checkMissedPushes?: boolean;
}

/** Loaded only when a core is defined, so that apps of modules start faster. */
// eslint-disable-next-line @typescript-eslint/no-require-imports
const corePipeline = (): typeof import('./pipelines/core') => require('./pipelines/core');

/**
 * The core of a solution: the core pipeline and the resources that it needs. Define it in a stack named `<solution>-core`. You deploy that
 * stack once, without CDK bootstrap. From then on, its own pipeline keeps it up to date.
 *
 * @see https://docs.aws.amazon.com/codepipeline/latest/userguide/welcome.html
 * @example
 * import { App, Stack } from 'aws-cdk-lib';
 * import { CoreInSync, InSyncModule, Module, Source } from 'cv-insync';
 *
 * const app = new App();
 * const fleet = new InSyncModule(app, 'fleet');
 * const dtc = Module.of('dtc', Source.gitHub('acme/cv-dtc'));
 * const repository = Source.gitHub('acme/connected-vehicle', {
 *   connectionArn: 'arn:aws:codeconnections:eu-west-1:111122223333:connection/0f6bd7f4-2f3c-4b0e-9d5a-1c8f4a7e2b90',
 * });
 * const core = new Stack(app, 'connected-vehicle-core');
 * new CoreInSync(core, 'InSync', { source: repository, core: [fleet], modules: [dtc] });
 */
export class CoreInSync extends Construct {
  /** Name of the solution. */
  public readonly solution: string;

  /** Name of the core pipeline. */
  public readonly pipelineName: string;

  /**
   * The topic for notifications about failed pipelines, alarms, changes that wait for approval, entries that are held back, and removed
   * modules.
   */
  public readonly notifications: ITopic;

  /**
   * @param scope a stack of its own, named `<solution>-core`
   * @param id id of the construct
   * @param props the modules of the solution and the source of its code
   */
  constructor(scope: Construct, id: string, props: CoreInSyncProps) {
    super(scope, id);
    const stack = Stack.of(this);
    this.solution = solutionOf(this, props.solution);
    this.pipelineName = pipelineName(this.solution, 'core');
    const core = props.core.map(producerOf);
    const entries = (props.modules ?? []).map(module => module._entry()).sort((a, b) => byText(a.name, b.name));
    const settings: CoreSettings = {
      solution: this.solution,
      source: props.source._entrySource(),
      core,
      entries,
      tags: props.tags,
      logRetentionInDays: props.logRetention ?? RetentionDays.THREE_MONTHS,
      checkMissedPushes: props.checkMissedPushes,
    };
    throwProblems(`the core of solution "${this.solution}"`, [
      ...otherCores(this).map(other => ({ where: 'app', message: `already has the core "${other.node.path}", expected one core in an app; define each solution in an app of its own` })),
      ...coreProblems(stack, settings, props.core),
    ]);

    for (const warning of connectionWarnings(stack.account, settings)) Annotations.of(this).addWarningV2('cv-insync:connection', formatProblem(warning));
    for (const module of props.core) module._deployWithCore();
    const { CORE_MODULES, consumptionProblems, deploymentSteps, ...parts } = corePipeline();
    for (const [key, value] of Object.entries(props.tags ?? {})) stack.addStackTag(key, value);
    stack.addStackTag(TAGS.solution, this.solution);
    stack.addStackTag(TAGS.module, 'core');
    synthesizeTemplateOnly(stack, session => writeCore(session.assembly.outdir, {
      solution: this.solution,
      stackName: stack.stackName,
      templateFile: stack.templateFile,
      sourceKind: settings.source.kind,
      core: deploymentSteps(core).map(({ name }) => name),
      entries: settings.entries,
      ...props.tags && { tags: props.tags },
    }));
    this.node.addValidation({
      validate: () => [...consumptionProblems(core, CORE_MODULES), ...unlistedProblems(modulesOf(this), props.core)].map(formatProblem),
    });

    parts.defineStorage(this, settings);
    parts.defineBoundary(this, this.solution);
    parts.definePipelineRoles(this, settings);
    parts.defineDeployRole(this, this.solution);
    parts.definePrepare(this, settings);
    parts.defineEvents(this, settings);
    parts.defineRegistry(this, settings);
    const pipeline = parts.definePipeline(this, settings);
    createLast(nameById(this), pipeline);
    this.notifications = Topic.fromTopicArn(this, 'Notifications', (this.node.findChild('Topic') as CfnTopic).ref);
  }
}

/** The modules of the same cloud assembly, which nothing but this core can deploy. */
const modulesOf = (core: CoreInSync) => Stage.of(core)!.node.findAll()
  .filter((node): node is InSyncModule => node instanceof InSyncModule && Stage.of(node) === Stage.of(core));

/** Other cores of the same cloud assembly, whose manifest can describe only one. */
const otherCores = (core: CoreInSync) => Stage.of(core)!.node.findAll()
  .filter(node => node instanceof CoreInSync && node !== core && Stage.of(node) === Stage.of(core));

/** Creates the pipeline after all other resources, because CodePipeline starts it as soon as it is created. */
function createLast(resources: readonly CfnResource[], pipeline: CfnResource) {
  pipeline.node.addDependency(...resources.filter(resource => resource !== pipeline));
}
