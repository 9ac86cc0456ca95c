import { mkdirSync, writeFileSync } from 'fs';
import { dirname, join } from 'path';
import { parse } from 'yaml';
import { standInFiles, type StandIn } from './stand-ins';
import { ENTRY_SCHEMA, type Entry } from '../../model/entry';
import { canonicalJson } from '../../model/json';
import { entryPath } from '../../model/names';
import { requirementPath, type RequirementText } from '../../model/requirement';
import type { StackResources } from '../../model/stack-resource';
import type { RehearsalContext } from '../context';
import type { Account } from '@cv-insync/emulator';

/** Adds a module, as an operator does. */
export const addModule = (account: Account, solution: string, entry: Entry) =>
  account.call('ssm', 'PutParameter', { Name: entryPath(solution, 'operator', entry.name), Value: canonicalJson(entry), Type: 'String', Overwrite: true });

/** Creates the repository of a stand-in and adds the stand-in to the solution. */
export async function provide(context: RehearsalContext, solution: string, standIn: StandIn, assemblyVersion: string): Promise<void> {
  const { account, workDir, repositories } = context;
  const repository = { name: `stand-in/${standIn.name}`, path: join(workDir, 'stand-ins', standIn.name), branch: 'main' };
  for (const [file, text] of Object.entries(standInFiles(solution, standIn, assemblyVersion))) {
    const path = join(repository.path, file);
    mkdirSync(dirname(path), { recursive: true });
    writeFileSync(path, `${text}\n`);
  }
  await repositories.create(repository);
  await addModule(account, solution, { schema: ENTRY_SCHEMA, name: standIn.name, source: { kind: 'github', repository: repository.name, branch: repository.branch } });
}

/** Changes the value of an output, as a new version of its producer would. Returns the previous value. */
export async function changeOutput(
  account: Account, solution: string, consumed: RequirementText, change: (value: string) => string,
): Promise<string> {
  const Name = requirementPath(solution, consumed);
  const { Parameter: { Value, Type } } = await account.call('ssm', 'GetParameter', { Name });
  await account.call('ssm', 'PutParameter', { Name, Value: change(Value), Type, Overwrite: true });
  return Value;
}

export const templateOf = async (account: Account, StackName: string): Promise<string> =>
  (await account.call('cloudformation', 'GetTemplate', { StackName })).TemplateBody;

export const resourcesOf = (account: Account): StackResources => ({
  async list(StackName) {
    const { StackResourceSummaries: found } = await account.call('cloudformation', 'ListStackResources', { StackName });
    return found.map(({ LogicalResourceId: logicalId, ResourceType: type, PhysicalResourceId: physicalId }: Record<string, string>) =>
      ({ logicalId, type, physicalId }));
  },
  template: async StackName => parse(await templateOf(account, StackName), { logLevel: 'silent' }),
});
