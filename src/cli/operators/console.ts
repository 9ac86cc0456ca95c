import { consoleDomain } from '../../registry/console';

/** Where a pipeline is seen in the console. */
export const pipelineLink = (region: string, pipeline: string) =>
  `https://${consoleDomain(region)}/codesuite/codepipeline/pipelines/${encodeURIComponent(pipeline)}/view?region=${region}`;
