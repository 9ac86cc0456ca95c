import { isWildcardOnlyAction, runSimulation, runUnsafeSimulation, type Simulation } from '@cloud-copilot/iam-simulate';
import type { AccountPolicies } from './account-policies';
import { questionOf } from './question';
import { ACCOUNT, type Request } from './request';

/** The simulator takes an action's resource from the first of several forms of its ARN alone, such as that of REST APIs and not that of HTTP APIs. Without its checks it takes any. */
const UNKNOWN_RESOURCE = /(no|multiple)\.resource\.types/;

/** Answers requests as IAM does, from the policies of an account: the role's own, its boundary, and those of buckets and keys. */
export class Evaluator {
  private readonly answers = new Map<string, Promise<boolean>>();

  constructor(private readonly policies: AccountPolicies) {}

  allows(request: Request): Promise<boolean> {
    const key = JSON.stringify(request);
    if (!this.answers.has(key)) this.answers.set(key, this.ask(request));
    return this.answers.get(key)!;
  }

  /** Those of the requests that are refused, as lines to read. */
  async refused(requests: readonly Request[]): Promise<string[]> {
    return this.select(requests, allowed => !allowed);
  }

  async allowed(requests: readonly Request[]): Promise<string[]> {
    return this.select(requests, allowed => allowed);
  }

  /** Whether a service may take a role on. */
  trusts(role: string, principal: string): boolean {
    const statements: any[] = this.policies.roles.get(role)!.trust.Statement;
    return statements.some(({ Effect, Action, Principal }) => Effect === 'Allow' && Action === 'sts:AssumeRole'
      && Object.values<any>(Principal).flat().includes(principal));
  }

  private async select(requests: readonly Request[], keep: (allowed: boolean) => boolean): Promise<string[]> {
    const lines: string[] = [];
    for (const request of requests) {
      if (keep(await this.allows(request))) lines.push(`${request.role}: ${request.action} on ${request.resource}${request.context ? ` ${JSON.stringify(request.context)}` : ''}`);
    }
    return [...new Set(lines)].sort();
  }

  private async ask(asked: Request): Promise<boolean> {
    const { request: { principal, action, resource, context }, policies } = questionOf(this.policies, asked);
    const { identity, boundary, resource: resourcePolicy } = policies;
    const [service, operation] = action.split(':');
    const simulation: Simulation = {
      request: {
        principal,
        action,
        resource: { resource: await isWildcardOnlyAction(service, operation) ? '*' : resource, accountId: ACCOUNT },
        contextVariables: context as Record<string, string | string[]>,
      },
      identityPolicies: identity.map((policy, index) => ({ name: String(index), policy: action.endsWith('StageTransition') ? namingThePipeline(policy, resource) : policy })),
      permissionBoundaryPolicies: boundary && [{ name: 'boundary', policy: boundary }],
      serviceControlPolicies: [],
      resourceControlPolicies: [],
      resourcePolicy,
    };
    const answer = await runSimulation(simulation, {});
    if (answer.resultType === 'error' && UNKNOWN_RESOURCE.test(JSON.stringify(answer.errors))) return runUnsafeSimulation(simulation, {}) === 'Allowed';
    if (answer.resultType === 'error') throw new Error(`${action} on ${resource}: ${JSON.stringify(answer.errors)}`);
    return answer.overallResult === 'Allowed';
  }
}

/** The simulator takes what stands before a slash for a type of resource, where patterns do not count; in ARNs of stages it is a pipeline's name. */
function namingThePipeline({ Statement, ...policy }: any, stage: string): any {
  const [pipeline] = stage.split('/');
  const named = (resource: string) => {
    const [pattern, ...rest] = resource.split('/');
    const matches = new RegExp(`^${pattern.replace(/[.+?^$()|[\]\\]/g, '\\$&').replace(/\*/g, '.*')}$`).test(pipeline);
    return rest.length && matches ? [pipeline, ...rest].join('/') : resource;
  };
  return { ...policy, Statement: Statement.map((statement: any) => ({ ...statement, Resource: [statement.Resource].flat().map(named) })) };
}
