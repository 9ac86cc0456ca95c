import { isWildcardOnlyAction, runSimulation, runUnsafeSimulation, type Simulation } from '@cloud-copilot/iam-simulate';
import type { AccountPolicies } from './account-policies';
import { ACCOUNT, type Request, roleArn } from './request';

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

  private async ask({ role, action, resource, context = {} }: Request): Promise<boolean> {
    const found = this.policies.roles.get(role);
    if (!found) throw new Error(`there is no role ${role}, expected one of ${[...this.policies.roles.keys()].join(', ')}`);
    const [service, operation] = action.split(':');
    const boundary = found.boundary && this.policies.managedNamed(found.boundary);
    const own = (name: string, policy: any) => ({ name, policy: action.endsWith('StageTransition') ? namingThePipeline(policy, resource) : policy });
    const simulation: Simulation = {
      request: {
        principal: `arn:aws:sts::${ACCOUNT}:assumed-role/${role}/session`,
        action,
        resource: { resource: await isWildcardOnlyAction(service, operation) ? '*' : resource, accountId: ACCOUNT },
        contextVariables: { 'aws:SecureTransport': 'true', 'aws:PrincipalArn': roleArn(role), ...this.boundaryOf(action, resource), ...context },
      },
      identityPolicies: [
        ...[...found.inline].map(([name, policy]) => own(name, policy)),
        ...[...found.attached].map(name => own(name, this.policies.managedNamed(name))),
      ],
      permissionBoundaryPolicies: boundary && [{ name: 'boundary', policy: boundary }],
      serviceControlPolicies: [],
      resourceControlPolicies: [],
      resourcePolicy: this.resourcePolicy(action, resource),
    };
    const answer = await runSimulation(simulation, {});
    if (answer.resultType === 'error' && UNKNOWN_RESOURCE.test(JSON.stringify(answer.errors))) return runUnsafeSimulation(simulation, {}) === 'Allowed';
    if (answer.resultType === 'error') throw new Error(`${action} on ${resource}: ${JSON.stringify(answer.errors)}`);
    return answer.overallResult === 'Allowed';
  }

  /** What is asked about a role that is there is asked with the boundary that it has. */
  private boundaryOf(action: string, resource: string): Record<string, string> {
    const boundary = action.startsWith('iam:') && this.policies.roles.get(resource.split('/').pop()!)?.boundary;
    return boundary ? { 'iam:PermissionsBoundary': boundary } : {};
  }

  private resourcePolicy(action: string, resource: string): any {
    if (action === 'sts:AssumeRole') return this.policies.roles.get(resource.split('/').pop()!)?.trust;
    if (action.startsWith('kms:') && resource.includes(':key/')) return this.policies.keyPolicies[0];
    return action.startsWith('s3:') ? this.policies.policyOfBucket.get(resource.split(':::')[1].split('/')[0]) : undefined;
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
