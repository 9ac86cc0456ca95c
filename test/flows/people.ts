import { subscribe, unsubscribe } from 'diagnostics_channel';
import { writeFileSync } from 'fs';
import { join } from 'path';
import { authorPolicy, operatorPolicy } from '../../scripts/docs/people';
import { type Account, credentialsOf, type ObservedDecision } from '@cv-insync/emulator';

/** The module that the author registers. */
export const OF_AUTHOR = 'own';

/** The policies that docs/operators.md has for people. */
const POLICIES = { operator: operatorPolicy('cv'), author: authorPolicy('cv', OF_AUTHOR) };
export type Person = keyof typeof POLICIES;
export const PEOPLE = Object.keys(POLICIES) as Person[];

const COMMANDS: Readonly<Record<Person, readonly string[]>> = { operator: ['list', 'status', 'plan', 'add', 'remove', 'approve'], author: ['register', 'unregister'] };

/** Who runs a command. Without one of them it is an administrator. */
export const personOf = (command: string) => PEOPLE.find(person => COMMANDS[person].includes(command));

export const credentialsFile = (folder: string, person: Person) => join(folder, `${person}.env`);

/** Creates a role with the policy of a person, and writes credentials of it for a shell. */
export async function employ(account: Account, person: Person, folder: string) {
  const AssumeRolePolicyDocument = JSON.stringify({ Version: '2012-10-17', Statement: [{ Effect: 'Allow', Principal: { AWS: account.root }, Action: 'sts:AssumeRole' }] });
  await account.call('iam', 'CreateRole', { RoleName: person, AssumeRolePolicyDocument });
  await account.call('iam', 'PutRolePolicy', { RoleName: person, PolicyName: person, PolicyDocument: JSON.stringify(POLICIES[person]) });
  const { AccessKeyId, SecretAccessKey, SessionToken } = await credentialsOf(account, `arn:aws:iam::${account.accountId}:role/${person}`, person);
  const variables = Object.entries({ AWS_ACCESS_KEY_ID: AccessKeyId, AWS_SECRET_ACCESS_KEY: SecretAccessKey, AWS_SESSION_TOKEN: SessionToken });
  writeFileSync(credentialsFile(folder, person), variables.map(([key, value]) => `export ${key}='${value}'\n`).join(''));
}

/** Observes which actions people need. */
export function observeUse() {
  const used = new Map<Person, { readonly action: string; readonly resource: string }[]>(PEOPLE.map(person => [person, []]));
  const note = (message: unknown) => {
    const { request: { principal, action, resource }, allowed } = message as ObservedDecision;
    const person = PEOPLE.find(one => principal.includes(`:assumed-role/${one}/`));
    if (person && allowed) used.get(person)!.push({ action, resource });
  };
  subscribe('cv-insync:decision', note);
  return {
    end: () => unsubscribe('cv-insync:decision', note),
    unused: (person: Person) => POLICIES[person].Statement.flatMap(({ Sid, Action, Resource }) => Action
      .filter(action => !used.get(person)!.some(each => each.action === action && [Resource].flat().some(pattern => covers(pattern, each.resource))))
      .map(action => `${Sid}: ${action}`)),
  };
}

const covers = (pattern: string, resource: string) => new RegExp(`^${pattern.replace(/[.+?^$()|[\]\\]/g, '\\$&').replace(/\*/g, '.*')}$`).test(resource);
