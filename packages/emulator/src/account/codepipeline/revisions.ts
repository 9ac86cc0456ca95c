import type { PipelineDeclaration, SourceRevisionOverride, SourceRevisionType } from '@aws-sdk/client-codepipeline';
import { AwsError } from '../aws-error';
import type { SourceOverride } from './records';

/** The revision types of the sources that the emulator runs: {@link https://docs.aws.amazon.com/codepipeline/latest/userguide/pipelines-trigger-source-overrides.html}. */
const TYPES: Readonly<Record<string, readonly SourceRevisionType[]>> = {
  CodeStarSourceConnection: ['COMMIT_ID'],
  S3: ['S3_OBJECT_VERSION_ID', 'S3_OBJECT_KEY'],
};

/** The source overrides of StartPipelineExecution. Fails with all problems at once. */
export function overridesOf({ stages = [] }: PipelineDeclaration, revisions: readonly SourceRevisionOverride[]): SourceOverride[] {
  const problems = revisions.flatMap(({ actionName, revisionType, revisionValue }, index) => {
    const action = stages[0].actions!.find(({ name }) => name === actionName);
    const sources = stages[0].actions!.map(({ name }) => name).join(', ');
    if (!action) return [`source action '${actionName}' does not exist; source actions are ${sources}`];
    const provider = action.actionTypeId!.provider!;
    const types = TYPES[provider] ?? [];
    const allowed = action.configuration?.AllowOverrideForS3ObjectKey === 'true';
    return [
      ...(types.includes(revisionType!) ? [] : [`source action '${actionName}' (${provider}) takes ${types.join(' or ') || 'no revision'}, got ${revisionType}`]),
      ...(revisionType === 'S3_OBJECT_KEY' && types.includes(revisionType) && !allowed ? [`source action '${actionName}' takes no S3_OBJECT_KEY unless its AllowOverrideForS3ObjectKey is true`] : []),
      ...(revisionValue ? [] : [`source action '${actionName}': the revision value is empty`]),
      ...(revisions.findIndex(each => each.actionName === actionName && each.revisionType === revisionType) < index ? [`source action '${actionName}' has two revisions of type ${revisionType}`] : []),
    ];
  });
  if (problems.length) throw new AwsError('ValidationException', `Invalid source revisions: ${problems.join('; ')}`);
  return revisions.map(({ actionName, revisionType, revisionValue }) => ({ action: actionName!, type: revisionType!, revision: revisionValue! }));
}
