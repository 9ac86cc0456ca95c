import type { AccessRequest } from '../../src/iam-evaluator';

/** A decision of the emulator that differs from the simulator's, because AWS's documents say so. */
export interface DecisionException {
  readonly what: string;
  readonly source: string;
  readonly applies: (request: AccessRequest, allowed: boolean) => boolean;
}

export const EXCEPTIONS: readonly DecisionException[] = [
  {
    what: 'patterns count before the slash in the ARN of a stage, where the name of the pipeline stands; the simulator takes it for a type of resource',
    source: 'https://docs.aws.amazon.com/service-authorization/latest/reference/list_awscodepipeline.html#awscodepipeline-resources-for-iam-policies',
    applies: ({ action }, allowed) => /^codepipeline:(Enable|Disable)StageTransition$/.test(action) && allowed,
  },
];
