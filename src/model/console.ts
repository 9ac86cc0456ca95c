const DOMAINS: readonly (readonly [string, string])[] = [['cn-', 'console.amazonaws.cn'], ['us-gov-', 'console.amazonaws-us-gov.com']];

/** Domain of the AWS console for a region. A region that is a token gets the domain of the commercial partition. */
export const consoleDomain = (region: string) => DOMAINS.find(([prefix]) => region.startsWith(prefix))?.[1] ?? `${region}.console.aws.amazon.com`;

/** URL of a pipeline in the AWS console. */
export const pipelineLink = (region: string, pipeline: string) =>
  `https://${consoleDomain(region)}/codesuite/codepipeline/pipelines/${encodeURIComponent(pipeline)}/view?region=${region}`;
