import { approve, requestOf } from './permission-request';
import { approveRemovals, heldRemovals } from './removal-approval';
import { pipelineLink } from '../../model/console';
import { pipelineName } from '../../model/names';
import { formatPermission } from '../../model/permissions-text';
import { definitions } from '../bundle/stored-definitions';
import { deployedDefinition } from '../solution/deployed-definition';
import { whatHappensNext } from '../solution/next';
import { operatorAccount } from '../solution/operator-account';
import { formatSource } from '../solution/source-text';
import { target, type TargetOptions } from '../solution/target';
import { viewSolution } from '../solution/view';
import { confirm } from '../terminal/confirm';
import { usageError } from '../terminal/failure';
import { lines, show } from '../terminal/output';

export interface ApproveOptions extends TargetOptions {
  readonly removals?: boolean;
  readonly yes?: boolean;
  readonly json?: boolean;
}

/** `cv-insync approve`: approves the permissions that a module requests, or the removal of many modules at once. */
export async function approveCommand(name: string | undefined, options: ApproveOptions): Promise<void> {
  if (Boolean(name) === Boolean(options.removals)) usageError('expected either the name of a module or --removals');
  await (name ? approvePermissions(name, options) : approveManyRemovals(options));
}

async function approvePermissions(name: string, { yes, json, ...options }: ApproveOptions) {
  const solution = target(options);
  const account = operatorAccount();
  const request = await requestOf(solution, name, account);
  if (!request) return show({ solution, name, approved: [] }, () => `${name} requests no permissions that are not approved`, json);
  const { entry, permissions, added, differences } = request;
  console.error(lines(
    `${name} (${formatSource(entry.source)}) requests permissions; the role that deploys it would be allowed to call`,
    ...permissions.map(statement => `  ${formatPermission(statement)}${added.includes(statement) ? '' : '  (approved already)'}`),
    ...differences,
    'its current entry becomes the operator\'s: what its author registers later has no effect until it is approved again,',
    `and the module stays installed until it is removed (cv-insync remove ${name})`,
  ));
  await confirm(`approve these permissions for ${name}`, { yes });
  await approve(solution, request, account);
  const next = await whatHappensNext(solution, account);
  show({ solution, name, approved: permissions, watch: next.link }, () => lines(
    `${name}: approved`, `${next.text}, which gives it the permissions`, `watch it: ${next.link}`,
  ), json);
}

async function approveManyRemovals({ yes, json, ...options }: ApproveOptions) {
  const solution = target(options);
  const account = operatorAccount();
  // Fails where there is no such solution, or no pipeline that could remove anything.
  await viewSolution(solution, account);
  const definition = await deployedDefinition(solution, account, definitions());
  const held = definition && await heldRemovals(solution, definition, account);
  if (!held) return show({ solution, modules: [] }, () => 'no removals wait for an approval', json);
  const pipeline = pipelineName(solution, 'modules');
  if (!held.approved) {
    console.error(`to be removed from ${solution}, with their stacks: ${held.modules.join(', ')}`);
    await confirm(`remove these ${held.modules.length} modules`, { yes });
    await approveRemovals(solution, held, account);
  }
  if ((await account.pipelines.find(pipeline))?.status !== 'InProgress') await account.pipelines.start(pipeline);
  const link = pipelineLink(await account.pipelines.region(), pipeline);
  show({ solution, ...held, approved: true, watch: link }, () => lines(
    `approved, for this definition only: the removal of ${held.modules.join(', ')}`, `next: ${pipeline} removes them`, `watch it: ${link}`,
  ), json);
}
