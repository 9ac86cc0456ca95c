import { holderOfRole, idOf, type Right, rightsIn } from './right';
import type { AccountPolicies } from '../account-policies';
import { CORES, ENTRIES } from '../granted-by-l2';
import { placeAccount } from '../placed';
import { observe } from '@cv-insync/emulator';

/** Every right of every policy of the templates: of a core from a connection, of one from a bucket, of the module definition, of both kinds of deliveries. */
export async function allRights(): Promise<Right[]> {
  const rights: Right[] = [];
  for (const core of CORES) {
    const { account, policies } = await placeAccount(ENTRIES, core);
    rights.push(...rightsOf(policies), ...await rightsOfFunctions(account));
  }
  return [...new Map(rights.map(right => [idOf(right), right])).values()];
}

function rightsOf({ roles, managed, keyPolicies, policyOfTopic }: AccountPolicies): Right[] {
  return [
    ...[...roles].flatMap(([name, { inline, trust }]) => {
      const holder = holderOfRole(name);
      return holder === undefined ? [] : [...[...inline.values()].flatMap(document => rightsIn(holder, document)), ...rightsIn(`trust of ${holder}`, trust)];
    }),
    ...[...managed.values()].flatMap(document => rightsIn('boundary', document)),
    ...keyPolicies.flatMap(document => rightsIn('key', document)),
    ...[...policyOfTopic.values()].flatMap(document => rightsIn('topic', document)),
  ];
}

/** The policies of functions, which say what may invoke them. */
async function rightsOfFunctions(account: Parameters<typeof observe>[0]): Promise<Right[]> {
  const policies = await Promise.all(observe(account).functions().map(async ({ name }) => {
    const answer = await account.call('lambda', 'GetPolicy', { FunctionName: name }).catch(() => undefined);
    return answer ? rightsIn(`function ${name.split('-').pop()}`, JSON.parse(answer.Policy)) : [];
  }));
  return policies.flat();
}
