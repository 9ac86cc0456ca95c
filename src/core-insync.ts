import { CfnResource, Stack, Stage } from 'aws-cdk-lib';
import { RetentionDays } from 'aws-cdk-lib/aws-logs';
import { CfnTopic, ITopic, Topic } from 'aws-cdk-lib/aws-sns';
import { Construct } from 'constructs';
import { writeCore } from './assembly/manifests';
import { InSyncModule } from './insync-module';
import { digestOf } from './model/digest';
import { byText } from './model/json';
import { pipelineName, TAGS } from './model/names';
import { formatProblem } from './model/problem';
import { Module } from './module';
import type { CoreSettings } from './pipelines/core';
import { synthesizeTemplateOnly } from './pipelines/template-synthesizer';
import { coreProblems } from './private/core-problems';
import { nameById } from './private/logical-ids';
import { throwProblems } from './private/problems';
import { producerOf } from './private/producer';
import { solutionOf } from './private/solution-name';
import { Source } from './source';

/** Properties of the core. */
export interface CoreInSyncProps {
  /**
   * Name of the solution, with which the names of everything that belongs to it begin.
   *
   * @default - context cv-insync:solution, else environment variable INSYNC_SOLUTION, else connected-vehicle
   */
  readonly solution?: string;

  /** Where the code of the core lies. A repository needs a connection that it is read through, which modules then use too. */
  readonly source: Source;

  /** The core modules. They are deployed by the core pipeline, those that others consume first. */
  readonly core: InSyncModule[];

  /**
   * Other modules, each delivered from its own source. More can join later: from the command line, or by registering themselves.
   *
   * @default - none
   */
  readonly modules?: Module[];

  /**
   * How long logs of builds and functions are kept.
   *
   * @default RetentionDays.THREE_MONTHS
   * @see https://docs.aws.amazon.com/AmazonCloudWatch/latest/logs/Working-with-log-groups-and-streams.html
   */
  readonly logRetention?: RetentionDays;
}

/** Loaded only when a core is defined: apps of modules start without it. */
// eslint-disable-next-line @typescript-eslint/no-require-imports
const corePipeline = (): typeof import('./pipelines/core') => require('./pipelines/core');

/**
 * The core of a solution: the core pipeline and all that it needs. It stands in a stack named `<solution>-core`, which is deployed once
 * by hand, needs no CDK bootstrap, and from then on is kept up to date by its own pipeline.
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
   * The topic that tells of failed pipelines, of alarms that go off, of changes that wait for an approval, of entries that are held back,
   * and of modules that are removed.
   */
  public readonly notifications: ITopic;

  /**
   * @param scope a stack of its own, named `<solution>-core`
   * @param id id of the construct
   * @param props what the solution is made of, and where its code lies
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
      entriesDigest: digestOf(entries),
      logRetentionInDays: props.logRetention ?? RetentionDays.THREE_MONTHS,
    };
    throwProblems(`the core of solution "${this.solution}"`, [
      ...otherCores(this).map(other => ({ where: 'app', message: `has the core "${other.node.path}" already, expected one; give each solution an app of its own` })),
      ...coreProblems(stack.stackName, settings, props.core),
    ]);

    const { CORE_MODULES, consumptionProblems, deploymentSteps, ...parts } = corePipeline();
    stack.addStackTag(TAGS.solution, this.solution);
    stack.addStackTag(TAGS.module, 'core');
    synthesizeTemplateOnly(stack, session => writeCore(session.assembly.outdir, {
      solution: this.solution,
      stackName: stack.stackName,
      templateFile: stack.templateFile,
      sourceKind: settings.source.kind,
      core: deploymentSteps(core).map(({ name }) => name),
      entries: settings.entries,
    }));
    this.node.addValidation({ validate: () => consumptionProblems(core, CORE_MODULES).map(formatProblem) });

    parts.defineStorage(this, settings);
    parts.defineBoundary(this, this.solution);
    parts.definePipelineRoles(this, settings);
    parts.defineDeployRole(this, this.solution);
    parts.definePrepare(this, settings);
    parts.defineEvents(this, settings);
    parts.defineRegistry(this, settings);
    const pipeline = parts.definePipeline(this, settings);
    startLast(nameById(this), pipeline);
    this.notifications = Topic.fromTopicArn(this, 'Notifications', (this.node.findChild('Topic') as CfnTopic).ref);
  }
}

/** Other cores that would be told of by the same manifest. */
const otherCores = (core: CoreInSync) => Stage.of(core)!.node.findAll()
  .filter(node => node instanceof CoreInSync && node !== core && Stage.of(node) === Stage.of(core));

/** Lets the pipeline be created last, since it starts at once and then finds everything that it needs. */
function startLast(resources: readonly CfnResource[], pipeline: CfnResource) {
  pipeline.node.addDependency(...resources.filter(resource => resource !== pipeline));
}
