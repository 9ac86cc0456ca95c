import {
  DockerImageAssetLocation, DockerImageAssetSource, FileAssetLocation, FileAssetSource, ISynthesisSession, Stack, StackSynthesizer,
} from 'aws-cdk-lib';

/** Writes files beside a stack's template, when everything about it is known. */
export type AfterSynthesis = (session: ISynthesisSession) => void;

/**
 * A stack without assets, deployed with the credentials of who deploys it: no CDK bootstrap, no parameter or rule about one. The
 * `BootstraplessSynthesizer` would not do, as it still takes on the roles of a bootstrap.
 */
export class TemplateSynthesizer extends StackSynthesizer {
  constructor(private readonly manifest: AfterSynthesis = () => {}) {
    super();
  }

  public addFileAsset(asset: FileAssetSource): FileAssetLocation {
    return this.refuse(asset.fileName ?? 'a file');
  }

  public addDockerImageAsset(asset: DockerImageAssetSource): DockerImageAssetLocation {
    return this.refuse(asset.directoryName ?? 'an image');
  }

  public synthesize(session: ISynthesisSession) {
    this.synthesizeTemplate(session);
    this.emitArtifact(session);
    this.manifest(session);
  }

  private refuse(asset: string): never {
    throw new Error(`${this.boundStack.stackName}: found the asset ${asset}, expected none, since this stack is deployed before there is a bucket for assets; `
      + 'put what needs it into a module');
  }
}

/**
 * Makes a stack that was already created synthesize without CDK bootstrap. A stack takes its synthesizer when it is constructed,
 * and the core's stack is the user's own `new Stack(...)`. Until it is synthesized, a synthesizer only notes its stack (`bind`) and
 * collects assets, of which the core has none; so replacing it afterwards leaves no trace of the first.
 */
export function synthesizeTemplateOnly(stack: Stack, manifest?: AfterSynthesis) {
  const synthesizer = new TemplateSynthesizer(manifest);
  synthesizer.bind(stack);
  (stack as { synthesizer: unknown }).synthesizer = synthesizer;
}
