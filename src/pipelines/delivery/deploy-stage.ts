import { CfnCondition, Fn, IResolvable } from 'aws-cdk-lib';
import { APPROVAL_TIMEOUT } from './parameters';
import { MODULE, SOLUTION } from './roles';
import { deployRoleName, functionName, moduleStackName } from '../../model/names';
import { iamArn } from '../permissions';
import { Action, approve, deploy, executeChange, invoke, proposeChange } from '../stages';

/** Name of the change set that a person approves. */
const CHANGE_SET = 'insync-delivery';

/** Fails what the module may not deploy, whatever it consumes. */
export const inspect = (): Action =>
  invoke('Inspect', functionName(SOLUTION, 'inspect'), 1, { module: MODULE, approval: '${Approval}', allows: '${Allows}' }, 'Package');

/** Passes a module once everything that it requires is available. */
export const gate = (runOrder: number): Action => invoke('Gate', functionName(SOLUTION, 'gate'), runOrder, { module: MODULE }, 'Package');

/**
 * Deploys the module's stack, directly or after an approval, and then announces its outputs to consumers.
 *
 * @param revision the variable of the source action that holds the revision
 */
export function deployActions(approval: CfnCondition, revision: string): (Action | IResolvable)[] {
  const stack = {
    stack: moduleStackName(SOLUTION, MODULE),
    role: iamArn(`role/${deployRoleName(SOLUTION, MODULE)}`),
    input: 'Package',
    template: 'template.json',
    configuration: 'template-configuration.json',
  };
  const only = (condition: { yes?: Action; no?: Action }) =>
    Fn.conditionIf(approval.logicalId, condition.yes ? rendered(condition.yes) : Fn.ref('AWS::NoValue'), condition.no ? rendered(condition.no) : Fn.ref('AWS::NoValue'));
  return [
    only({
      yes: proposeChange({ ...stack, name: 'Propose', runOrder: 1 }, CHANGE_SET),
      no: deploy({ ...stack, name: 'Deploy', runOrder: 1 }),
    }),
    only({ yes: approve('Approve', '${TopicArn}', `Deploy this change of the module ${MODULE}? It is change set ${CHANGE_SET} of stack ${stack.stack}.`, Fn.ref(APPROVAL_TIMEOUT), 2) }),
    // Days may have passed: a consumer may have appeared since the change set was created.
    only({ yes: gate(3) }),
    only({ yes: executeChange({ ...stack, name: 'Deploy', runOrder: 4 }, CHANGE_SET) }),
    invoke('Announce', functionName(SOLUTION, 'announce'), 5, {
      producers: [MODULE], delivered: { revision: `#{Source.${revision}}`, execution: '#{codepipeline.PipelineExecutionId}' },
    }),
  ];
}

/** An action in CloudFormation's spelling, which the CDK does not apply inside a condition. */
function rendered(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(rendered);
  if (typeof value !== 'object' || value === null) return value;
  return Object.fromEntries(Object.entries(value).map(([key, member]) => [key[0].toUpperCase() + key.slice(1), rendered(member)]));
}
