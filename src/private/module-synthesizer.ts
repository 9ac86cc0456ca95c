import { readFileSync, writeFileSync } from 'fs';
import { join } from 'path';
import { CliCredentialsStackSynthesizer, FileAssetSource, ISynthesisSession } from 'aws-cdk-lib';
import { sha256 } from '../model/digest';
import { assetBucketName } from '../model/names';
import { AfterSynthesis } from '../pipelines/template-synthesizer';

/** Callbacks of a module's synthesis. */
export interface ModuleSynthesis {
  /** Called before it. */
  readonly begin: () => void;
  /** The template, if the module's constructs do not make it. */
  readonly template: () => string | undefined;
  /** Looks at the template that the module's constructs make. */
  readonly check: (template: string) => void;
  /** Writes files next to the template. */
  readonly end: AfterSynthesis;
}

/** Publishes a module's assets to the solution's asset bucket, below the module's name. */
export class ModuleSynthesizer extends CliCredentialsStackSynthesizer {
  constructor(solution: string, module: string, private readonly synthesis: ModuleSynthesis) {
    super({
      fileAssetsBucketName: assetBucketName(solution, '${AWS::AccountId}', '${AWS::Region}'),
      bucketPrefix: `${module}/`,
    });
  }

  public synthesize(session: ISynthesisSession) {
    this.synthesis.begin();
    super.synthesize(session);
    this.synthesis.end(session);
  }

  protected synthesizeTemplate(session: ISynthesisSession): FileAssetSource {
    const source = super.synthesizeTemplate(session);
    const template = this.synthesis.template();
    const file = join(session.assembly.outdir, this.boundStack.templateFile);
    if (template === undefined) {
      this.synthesis.check(readFileSync(file, 'utf8'));
      return source;
    }
    writeFileSync(file, template);
    return { ...source, sourceHash: sha256(template) };
  }
}
