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
   * Name of the solution. It is the prefix of the names of all its resources.
   *
   * @default - context cv-insync:solution, else environment variable INSYNC_SOLUTION, else connected-vehicle
   */
  readonly solution?: string;
}

/** Loaded only when an installation is defined, so that apps of modules start faster. */
// eslint-disable-next-line @typescript-eslint/no-require-imports
const corePipeline = (): typeof import('./pipelines/core') => require('./pipelines/core');

/**
 * Installs the modules of an app once, with `cdk deploy --all` and without pipelines, to evaluate a solution before you install it for
 * production. Define it in a stack named `<solution>-core`. It contains what modules need of a core: the bucket for their assets and the
 * permissions boundary of their roles. No CDK bootstrap is needed.
 *
 * All modules of the app are deployed after it, each after the modules that it consumes. Nothing keeps them up to date afterwards. If you
 * later deploy a `CoreInSync` of the same solution, it takes over the installed stacks as they are. Deploying a one-time installation
 * over a `CoreInSync` fails and changes nothing, so its pipelines stay.
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
 * // The CDK therefore deploys geofence after fleet.
 * geofence.consume('fleet', 'TripTableName');
 */
export class OneTimeInstallation extends Construct {
  /** Name of the solution. */
  public readonly solution: string;

  /**
   * @param scope a stack of its own, named `<solution>-core`
   * @param id id of the construct
   * @param props the solution to install
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
    // The aspect runs when all modules are constructed, so that what they consume is known.
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
        where: 'app', message: `has both "${this.node.path}" and "${other.node.path}", expected one core or one-time installation; define each in an app of its own`,
      })),
      ...installationProblems(this.node.path, this.solution, Stack.of(this), modules),
      ...strayModules(Stage.of(this)!).map(module => ({
        where: `module "${module.moduleName}"`,
        message: `is in the stage "${Stage.of(module)!.node.path}", which has no installation, expected it in the same stage as "${this.node.path}"; define it there, or define an installation in its stage`,
      })),
      ...consumptionProblems(modules.map(producerOf), WORDING),
    ];
  }
}

const WORDING: Wording = {
  module: 'module',
  all: 'app',
  absent: module => `the app has no module "${module}"; define it in the app as well`,
};

/** Other cores and one-time installations of the app. */
const others = (installation: OneTimeInstallation) => nodesOf(Stage.of(installation)!)
  .filter(node => node !== installation && (node instanceof CoreInSync || node instanceof OneTimeInstallation));

/** Modules in nested stages, which `cdk deploy --all` would not deploy, without a message. */
const strayModules = (stage: Stage) => stage.node.findAll().filter(node => node instanceof InSyncModule && Stage.of(node) !== stage
  && !nodesOf(Stage.of(node)!).some(other => other instanceof OneTimeInstallation || other instanceof CoreInSync)) as InSyncModule[];

const modulesOf = (stage: Stage) => nodesOf(stage).filter(node => node instanceof InSyncModule).sort((a, b) => byText(a.moduleName, b.moduleName));

const nodesOf = (stage: Stage) => stage.node.findAll().filter(node => Stage.of(node) === stage);

/** Makes each module's stack depend on the core's and on those of the modules that it consumes. */
function deployInOrder(modules: readonly InSyncModule[], core: Stack) {
  const byName = new Map(modules.map(module => [module.moduleName, module]));
  for (const module of modules) {
    module._deployWithCore();
    module._deployAfter([core, ...new Set(module._requirements().flatMap(requirement => byName.get(requirement.module) ?? []))]);
  }
}
