import {
  DockerImageAssetLocation, DockerImageAssetSource, FileAssetLocation, FileAssetSource, ISynthesisSession, Stack, StackSynthesizer,
} from 'aws-cdk-lib';

/** Writes files next to a stack's template, after it is synthesized. */
export type AfterSynthesis = (session: ISynthesisSession) => void;

/**
 * A stack without assets that is deployed with the caller's credentials: no CDK bootstrap, and no parameter or rule about one. The
 * `BootstraplessSynthesizer` is not suitable, because it still assumes the roles of a bootstrap.
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
 * Replaces the synthesizer of an existing stack by one that needs no CDK bootstrap. A stack gets its synthesizer when it is constructed,
 * and the core's stack is the user's own `new Stack(...)`. Before synthesis, a synthesizer only stores its stack (`bind`) and
 * collects assets, of which the core has none, so the replaced one has no effect.
 */
export function synthesizeTemplateOnly(stack: Stack, manifest?: AfterSynthesis) {
  const synthesizer = new TemplateSynthesizer(manifest);
  synthesizer.bind(stack);
  (stack as { synthesizer: unknown }).synthesizer = synthesizer;
}
