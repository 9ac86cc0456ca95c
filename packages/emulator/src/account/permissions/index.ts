import { channel } from 'diagnostics_channel';
import { actionFact } from '../../facts/authorization';
import { type AccessRequest, evaluate, type Policies, refusalOf } from '../../iam-evaluator';
import type { Account } from '../account';
import { AwsError } from '../aws-error';
import type { Call } from '../service';
import type { Asked } from './asked';
import type { Authorizer } from './authorizer';
import { globalContext } from './context';
import { documentOf, type Principal, principalOf } from './principal';
import { questionsOf } from './questions';
import { accessDenied, type Refusal } from './refusal';

export type { Asked, Target } from './asked';
export { accessDenied, type Refusal } from './refusal';

/** A decision, as it is published on the diagnostics channel `cv-insync:decision` of Node.js. */
export interface ObservedDecision {
  readonly request: AccessRequest;
  readonly policies: Policies;
  readonly allowed: boolean;
}

const decisions = channel('cv-insync:decision');

/** Decides by the policies of the account, as IAM does. */
export class Permissions implements Authorizer {
  readonly refusals: Refusal[] = [];

  constructor(private readonly account: Account) {}

  async guard(service: string, operation: string, input: object, call: Call, perform: () => Promise<object>): Promise<object> {
    const principal = principalOf(this.account, call.caller, call.sessionPolicies);
    if (!principal) return perform();
    const message = this.firstRefusal(principal, questionsOf(this.account, service, operation, input), call);
    if (message !== undefined) throw accessDenied(service, message);
    try {
      return await perform();
    } catch (error) {
      throw service === 's3' ? this.hidden(error, input, principal, call) : error;
    }
  }

  checkTrust(by: string, roleArn: string): void {
    const message = this.refusalToAssume(by, roleArn);
    if (message !== undefined) throw accessDenied('sts', message);
  }

  trusts(by: string, roleArn: string): boolean {
    return this.refusalToAssume(by, roleArn) === undefined;
  }

  refuses(call: Call, asked: readonly Asked[]): string | undefined {
    const principal = principalOf(this.account, call.caller, call.sessionPolicies);
    return principal && this.firstRefusal(principal, asked, call);
  }

  private refusalToAssume(by: string, roleArn: string): string | undefined {
    return this.refuses({ caller: by, requestId: '' }, questionsOf(this.account, 'sts', 'AssumeRole', { RoleArn: roleArn }));
  }

  private firstRefusal(principal: Principal, questions: readonly Asked[], call: Call): string | undefined {
    for (const asked of questions) {
      const message = this.decide(principal, asked, call);
      if (message === undefined || asked.or !== undefined && this.decide(principal, { ...asked, action: asked.or }, call) === undefined) continue;
      this.refusals.push({ principal: principal.arn, action: asked.action, resource: asked.target.arn, message, at: new Date() });
      return message;
    }
    return undefined;
  }

  private decide(principal: Principal, asked: Asked, call: Call): string | undefined {
    const { action, target: { arn: resource, policy }, context } = asked;
    const request = { principal: principal.arn, action, resource, context: { ...globalContext(this.account, principal, call, asked), ...context } };
    if (!actionFact(action)) {
      this.account.unknownOperations.push(action);
      return `User: ${principal.arn} is not authorized to perform: ${action} on resource: ${resource}: the emulator does not know the action`;
    }
    const policies = { ...principal.policies, resource: policy ? documentOf(policy) : undefined };
    const decision = evaluate(request, policies);
    if (decisions.hasSubscribers) decisions.publish({ request, policies, allowed: decision.allowed } satisfies ObservedDecision);
    return decision.allowed ? undefined : refusalOf(request, decision);
  }

  /** Whether an object exists is told only to those who may list its bucket: {@link https://docs.aws.amazon.com/AmazonS3/latest/API/API_GetObject.html}. */
  private hidden(error: unknown, { Bucket }: { Bucket?: string }, principal: Principal, call: Call): unknown {
    if (!(error instanceof AwsError) || !['NoSuchKey', 'NotFound'].includes(error.code) || Bucket === undefined) return error;
    const [asked] = questionsOf(this.account, 's3', 'ListObjectsV2', { Bucket });
    const message = this.decide(principal, asked, call);
    return message === undefined ? error : accessDenied('s3', message);
  }
}
