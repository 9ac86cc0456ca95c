import { Annotations, CfnElement, Environment, FileAssetPackaging } from 'aws-cdk-lib';
import { Construct } from 'constructs';
import { InSyncModule } from './insync-module';
import { Contract } from './model/contract';
import { Requirement, parseRequirement } from './model/requirement';
import { solutionOf } from './private/solution-name';
import { SynthesizedModule, synthesizeModule } from './private/synthesized-module';

/** Properties of a module that is written without the CDK. */
export interface CloudFormationModuleProps {
  /**
   * The module's folder: `module.yaml` says what it is, `cloudformation.yaml` is its template. A relative path begins at the folder that
   * the app runs in, which is that of `cdk.json`.
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
   * @default - those that it is deployed to
   * @see https://docs.aws.amazon.com/cdk/v2/guide/environments.html
   */
  readonly env?: Environment;
}

/**
 * A module that is written without the CDK, as a stack of an app: of a core, or of a one-time installation. It is deployed as its own
 * pipeline would deploy it. Its construct id is the module's name, which `module.yaml` says, too.
 *
 * If the module has a build of its own (`buildspec.build.yaml`), it has to be built before: what its template refers to has to be there.
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
   * @param props where it lies
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

  /** What an app adds to the module would not be deployed. */
  private findAdditions(): string[] {
    return this.node.findAll().filter(node => CfnElement.isCfnElement(node) && node !== this.node.tryFindChild('Contract'))
      .map(node => `module "${this.moduleName}": found "${node.node.path}" in it, expected nothing; put it into the module's template, or into a module of its own`);
  }
}
