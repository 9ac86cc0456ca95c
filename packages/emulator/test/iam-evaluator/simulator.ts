import { isWildcardOnlyAction, runSimulation, runUnsafeSimulation, type Simulation } from '@cloud-copilot/iam-simulate';
import { type AccessRequest, accountOf, type Policies, type PolicyDocument } from '../../src/iam-evaluator';
import { isService } from '../../src/iam-evaluator/principals';

/** The simulator takes an action's resource from the first of several forms of its ARN alone, such as that of REST APIs and not that of HTTP APIs. Without its checks it takes any. */
const UNKNOWN_RESOURCE = /(no|multiple)\.resource\.types/;

/** Whether the simulator of another author allows a request. */
export async function simulated(request: AccessRequest, { identity, boundary, session, resource }: Policies): Promise<boolean> {
  const named = (policies: readonly PolicyDocument[]) => policies.map((policy, at) => ({ name: String(at), policy }));
  const isUser = !isService(request.principal);
  const [service, operation] = request.action.split(':');
  const account = request.resourceAccount ?? accountOf(request.resource) ?? accountOf(request.principal) ?? String(request.context['aws:ResourceAccount']);
  const simulation: Simulation = {
    request: {
      principal: request.principal,
      action: request.action,
      resource: { resource: await isWildcardOnlyAction(service, operation) ? '*' : request.resource, accountId: account },
      contextVariables: request.context as Record<string, string | string[]>,
    },
    identityPolicies: isUser ? named(identity) : [],
    permissionBoundaryPolicies: boundary && isUser ? named([boundary]) : undefined,
    sessionPolicy: session?.[0],
    serviceControlPolicies: [],
    resourceControlPolicies: [],
    resourcePolicy: resource,
  };
  const answer = await runSimulation(simulation, {});
  if (answer.resultType !== 'error') return answer.overallResult === 'Allowed';
  const errors = JSON.stringify(answer.errors);
  if (UNKNOWN_RESOURCE.test(errors)) return await runUnsafeSimulation(simulation, {}) === 'Allowed';
  throw new Error(`${request.action} on ${request.resource}: ${errors}`);
}
