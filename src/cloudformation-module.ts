import { Annotations, CfnElement, Environment, FileAssetPackaging } from 'aws-cdk-lib';
import { Construct } from 'constructs';
import { InSyncModule } from './insync-module';
import { Contract } from './model/contract';
import { Requirement, parseRequirement } from './model/requirement';
import { solutionOf } from './private/solution-name';
import { SynthesizedModule, synthesizeModule } from './private/synthesized-module';

/** Properties of a module that is written as a CloudFormation template. */
export interface CloudFormationModuleProps {
  /**
   * The module's folder, with `module.yaml`, which describes the module, and `cloudformation.yaml`, its template. A relative path is
   * relative to the app's working directory, which is the folder of `cdk.json`.
   */
  readonly path: string;

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

/**
 * A module that is written as a CloudFormation template, as a stack of a CDK app with a core or a one-time installation. It is deployed
 * in the same way as by a pipeline of its own. Its construct id is the module's name, and has to be the name in `module.yaml`.
 *
 * If the module has its own build (`buildspec.build.yaml`), build it before you synthesize the app: the files that its template refers to
 * have to exist.
 *
 * @see https://docs.aws.amazon.com/AWSCloudFormation/latest/UserGuide/template-guide.html
 * @example
 * import { App, Stack } from 'aws-cdk-lib';
 * import { CloudFormationModule, OneTimeInstallation } from 'cv-insync';
 *
 * const app = new App();
 * const core = new Stack(app, 'connected-vehicle-core');
 * new OneTimeInstallation(core, 'Installation');
 * new CloudFormationModule(app, 'poi', { path: '../cv-poi' });
 */
export class CloudFormationModule extends InSyncModule {
  private readonly synthesized: SynthesizedModule;

  /**
   * @param scope the app
   * @param id name of the module
   * @param props where the module's files are
   */
  constructor(scope: Construct, id: string, props: CloudFormationModuleProps) {
    const { path, ...others } = props;
    const synthesized = synthesizeModule(scope, id, path, solutionOf(scope, props.solution));
    super(scope, id, { ...others, description: synthesized.description, version: synthesized.contract.version });
    this.synthesized = synthesized;
    for (const { fileName, digest } of synthesized.assets) {
      this.synthesizer.addFileAsset({ fileName, sourceHash: digest, packaging: FileAssetPackaging.FILE, displayName: `${id}/${digest.slice(0, 8)}` });
    }
    synthesized.notes.forEach((note, index) => Annotations.of(this).addInfoV2(`cv-insync:note${index}`, note));
    this.node.addValidation({ validate: () => this.findAdditions() });
  }

  /** @internal */
  public _contract(): Contract {
    return this.synthesized.contract;
  }

  /** @internal */
  public _requirements(): readonly Requirement[] {
    return this.synthesized.contract.consumes.map(text => parseRequirement(text)!);
  }

  /** @internal */
  public _template(): string {
    return this.synthesized.template;
  }

  /** Elements that an app adds to the module's stack. They would not be deployed, as the stack's template is the module's own. */
  private findAdditions(): string[] {
    return this.node.findAll().filter(node => CfnElement.isCfnElement(node) && node !== this.node.tryFindChild('Contract'))
      .map(node => `module "${this.moduleName}": found "${node.node.path}" in its stack, expected only the template; add it to the module's template, or to a module of its own`);
  }
}
