import { Aspects, Stack, Stage } from 'aws-cdk-lib';
import { Construct } from 'constructs';
import { CoreInSync } from './core-insync';
import { InSyncModule } from './insync-module';
import { byText } from './model/json';
import { TAGS } from './model/names';
import { formatProblem, Problem } from './model/problem';
import type { Wording } from './pipelines/core';
import { synthesizeTemplateOnly } from './pipelines/template-synthesizer';
import { defineVersion } from './pipelines/version';
import { installationProblems } from './private/installation-problems';
import { nameById } from './private/logical-ids';
import { coreStackProblems, solutionProblems, throwProblems } from './private/problems';
import { producerOf } from './private/producer';
import { solutionOf } from './private/solution-name';

/** Properties of a one-time installation. */
export interface OneTimeInstallationProps {
  /**
   * Name of the solution, with which the names of everything that belongs to it begin.
   *
   * @default - context cv-insync:solution, else environment variable INSYNC_SOLUTION, else connected-vehicle
   */
  readonly solution?: string;
}

/** Loaded only when it is needed, like the core of `CoreInSync`. */
// eslint-disable-next-line @typescript-eslint/no-require-imports
const corePipeline = (): typeof import('./pipelines/core') => require('./pipelines/core');

/**
 * Lets `cdk deploy --all` install the modules of an app once, without pipelines: to see whether a solution fits, before it is installed
 * for production. It stands in a stack named `<solution>-core` and holds what modules need of a core: the bucket of their assets and the
 * permissions boundary of their roles. No CDK bootstrap is needed.
 *
 * All modules of the app are deployed after it, each after those that it consumes. Nothing keeps them in sync afterwards. Deploying a
 * `CoreInSync` of the same solution later takes all of it over as it is. The other way round it fails and changes nothing: pipelines
 * that are in place stay.
 *
 * @see https://docs.aws.amazon.com/cdk/v2/guide/ref-cli-cmd-deploy.html
 * @example
 * import { App, Stack } from 'aws-cdk-lib';
 * import { InSyncModule, OneTimeInstallation } from 'cv-insync';
 *
 * const app = new App();
 * const core = new Stack(app, 'connected-vehicle-core');
 * new OneTimeInstallation(core, 'Installation');
 * const geofence = new InSyncModule(app, 'geofence');
 * const fleet = new InSyncModule(app, 'fleet');
 * fleet.produce('TripTableName', 'trips');
 * // So the CDK deploys geofence after fleet.
 * geofence.consume('fleet', 'TripTableName');
 */
export class OneTimeInstallation extends Construct {
  /** Name of the solution. */
  public readonly solution: string;

  /**
   * @param scope a stack of its own, named `<solution>-core`
   * @param id id of the construct
   * @param props which solution is installed
   */
  constructor(scope: Construct, id: string, props: OneTimeInstallationProps = {}) {
    super(scope, id);
    const stack = Stack.of(this);
    this.solution = solutionOf(this, props.solution);
    throwProblems(`the one-time installation of solution "${this.solution}"`, [
      ...solutionProblems(this.solution), ...coreStackProblems(this.solution, stack.stackName),
    ]);

    stack.addStackTag(TAGS.solution, this.solution);
    stack.addStackTag(TAGS.module, 'core');
    synthesizeTemplateOnly(stack);
    const { defineAssetBucket, defineBoundary } = corePipeline();
    defineAssetBucket(this, this.solution);
    defineBoundary(this, this.solution, []);
    defineVersion(this, this.solution);
    nameById(this);

    this.node.addValidation({ validate: () => this.findProblems().map(formatProblem) });
    // What modules consume is known once the app is constructed.
    const stage = Stage.of(this)!;
    Aspects.of(stage).add({
      visit: node => {
        if (node === stage) deployInOrder(modulesOf(stage), stack);
      },
    });
  }

  private findProblems(): Problem[] {
    const { consumptionProblems } = corePipeline();
    const modules = modulesOf(Stage.of(this)!);
    return [
      ...others(this).map(other => ({
        where: 'app', message: `has "${other.node.path}" besides "${this.node.path}", expected one way to install the solution; give each an app of its own`,
      })),
      ...installationProblems(this.node.path, this.solution, Stack.of(this), modules),
      ...strayModules(Stage.of(this)!).map(module => ({
        where: `module "${module.moduleName}"`,
        message: `is in the stage "${Stage.of(module)!.node.path}", in which there is no installation, expected it beside "${this.node.path}"; define it there, or give that stage an installation of its own`,
      })),
      ...consumptionProblems(modules.map(producerOf), WORDING),
    ];
  }
}

const WORDING: Wording = {
  module: 'module',
  all: 'app',
  absent: module => `the app has no module "${module}"; define it in the app, too`,
};

/** What else in the app wants to be the solution's core. */
const others = (installation: OneTimeInstallation) => nodesOf(Stage.of(installation)!)
  .filter(node => node !== installation && (node instanceof CoreInSync || node instanceof OneTimeInstallation));

/** Modules in stages further in, of which `cdk deploy --all` would tell nothing and deploy nothing. */
const strayModules = (stage: Stage) => stage.node.findAll().filter(node => node instanceof InSyncModule && Stage.of(node) !== stage
  && !nodesOf(Stage.of(node)!).some(other => other instanceof OneTimeInstallation || other instanceof CoreInSync)) as InSyncModule[];

const modulesOf = (stage: Stage) => nodesOf(stage).filter(node => node instanceof InSyncModule).sort((a, b) => byText(a.moduleName, b.moduleName));

const nodesOf = (stage: Stage) => stage.node.findAll().filter(node => Stage.of(node) === stage);

/** Tells each module to be deployed after the core and the modules that it consumes. */
function deployInOrder(modules: readonly InSyncModule[], core: Stack) {
  const byName = new Map(modules.map(module => [module.moduleName, module]));
  for (const module of modules) {
    module._deployAfter([core, ...new Set(module._requirements().flatMap(requirement => byName.get(requirement.module) ?? []))]);
  }
}
