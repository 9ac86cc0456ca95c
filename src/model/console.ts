const DOMAINS: readonly (readonly [string, string])[] = [['cn-', 'console.amazonaws.cn'], ['us-gov-', 'console.amazonaws-us-gov.com']];

/** Where the console of a region is; of one that is only known later, where most are. */
export const consoleDomain = (region: string) => DOMAINS.find(([prefix]) => region.startsWith(prefix))?.[1] ?? `${region}.console.aws.amazon.com`;

/** Where a pipeline is seen in the console. */
export const pipelineLink = (region: string, pipeline: string) =>
  `https://${consoleDomain(region)}/codesuite/codepipeline/pipelines/${encodeURIComponent(pipeline)}/view?region=${region}`;
