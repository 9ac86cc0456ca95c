import { accountReport } from '../../src/rehearsal/snapshot';
import { type Account, observe } from '@cv-insync/emulator';

/** The relevant final state of an account: everything except ids, times and statuses of executions. */
export async function stateOf(account: Account) {
  const { stacks, parameters: values } = await accountReport(account);
  const parameters = Object.fromEntries(Object.entries(values).map(([name, value]) => [name, value.replace(/"execution":"[^"]*"/, '"execution":"..."')]));
  const described = await Promise.all(stacks.map(async ({ name, status }) => {
    const { Stacks: [{ Parameters = [], Tags = [] }] } = await account.call('cloudformation', 'DescribeStacks', { StackName: name });
    const { TemplateBody } = await account.call('cloudformation', 'GetTemplate', { StackName: name });
    return [name, { status, parameters: Parameters, tags: Tags, template: TemplateBody }];
  }));
  const pipelines = observe(account).pipelines().map(({ declaration: { version: _, ...declaration }, disabled }) =>
    [declaration.name, { declaration, closed: Object.keys(disabled) }]);
  const roles = (await account.call('iam', 'ListRoles')).Roles.map(({ RoleName }: { RoleName: string }) => RoleName).sort();
  const rules = (await account.call('events', 'ListRules')).Rules.map(({ Name, State }: { Name: string; State: string }) => `${Name} ${State}`).sort();
  const projects = (await account.call('codebuild', 'ListProjects')).projects;
  return { stacks: Object.fromEntries(described), parameters, pipelines: Object.fromEntries(pipelines), roles, rules, projects };
}

export type AccountState = Awaited<ReturnType<typeof stateOf>>;
