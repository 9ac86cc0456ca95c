import { CliCredentialsStackSynthesizer, ISynthesisSession } from 'aws-cdk-lib';
import { Manifest } from '../pipelines/plain-synthesizer';
import { assetBucketName } from '../registry/names';

/** A module's stack: its assets go to the solution's own bucket, below the module's name. */
export class ModuleSynthesizer extends CliCredentialsStackSynthesizer {
  constructor(solution: string, module: string, private readonly manifest: Manifest) {
    super({
      fileAssetsBucketName: assetBucketName(solution, '${AWS::AccountId}', '${AWS::Region}'),
      bucketPrefix: `${module}/`,
    });
  }

  public synthesize(session: ISynthesisSession) {
    super.synthesize(session);
    this.manifest(session);
  }
}
