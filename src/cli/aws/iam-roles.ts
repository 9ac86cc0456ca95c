import {
  CreateRoleCommand, DeleteRoleCommand, DeleteRolePolicyCommand, DetachRolePolicyCommand, GetRoleCommand, GetRolePolicyCommand, IAMClient,
  ListAttachedRolePoliciesCommand, ListInstanceProfilesForRoleCommand, ListRolePoliciesCommand, paginateListEntitiesForPolicy, PutRolePolicyCommand,
  RemoveRoleFromInstanceProfileCommand,
} from '@aws-sdk/client-iam';
import { attempt } from './attempt';
import { ignore, RETRY } from '../../aws/client';
import { fail } from '../terminal/failure';

/** The operations on roles that `destroy` needs. */
export interface Roles {
  /** The ARN of a role, if there is one of that name. */
  find(name: string): Promise<string | undefined>;
  /** Creates a role with the permissions of another one and returns its ARN. */
  copy(from: string, to: string): Promise<string>;
  /** Names of the roles whose permissions boundary is this policy. */
  boundBy(policyArn: string): Promise<string[]>;
  /** Deletes a role with its policies, and takes it out of its instance profiles. */
  remove(name: string): Promise<void>;
}

export function roles(client = new IAMClient(RETRY)): Roles {
  const role = async (RoleName: string) => (await client.send(new GetRoleCommand({ RoleName })).catch(missing))?.Role;
  const policies = async (RoleName: string) => (await client.send(new ListRolePoliciesCommand({ RoleName })).catch(missing))?.PolicyNames ?? [];
  return {
    find: name => attempt(`looking for the role ${name}`, async () => (await role(name))?.Arn),
    copy: (from, to) => attempt(`creating the role ${to} as a copy of ${from}`, async () => {
      const original = await role(from);
      const found = await role(to);
      // What was left by an interrupted run is a copy. Anything else was made by somebody who expects it to get these permissions.
      if (found && (found.Path !== '/' || found.PermissionsBoundary || found.AssumeRolePolicyDocument !== original!.AssumeRolePolicyDocument)) {
        fail(`${found.Arn}: this role exists and is not a copy of ${from}, expected none of this name; find out who made it, delete it, and run the command again`);
      }
      const made = found ?? (await client.send(new CreateRoleCommand({
        RoleName: to,
        Description: `Deletes the stack that the role ${from} deployed, and that role with it`,
        AssumeRolePolicyDocument: decodeURIComponent(original!.AssumeRolePolicyDocument!),
      }))).Role!;
      for (const PolicyName of await policies(from)) {
        const { PolicyDocument } = await client.send(new GetRolePolicyCommand({ RoleName: from, PolicyName }));
        await client.send(new PutRolePolicyCommand({ RoleName: to, PolicyName, PolicyDocument: decodeURIComponent(PolicyDocument!) }));
      }
      return made.Arn!;
    }),
    boundBy: PolicyArn => attempt(`looking for roles with the boundary ${PolicyArn}`, async () => {
      const names: string[] = [];
      for await (const { PolicyRoles = [] } of paginateListEntitiesForPolicy({ client }, { PolicyArn, PolicyUsageFilter: 'PermissionsBoundary' })) {
        names.push(...PolicyRoles.map(found => found.RoleName!));
      }
      return names.sort();
    }),
    remove: RoleName => attempt(`deleting the role ${RoleName}`, async () => {
      for (const PolicyName of await policies(RoleName)) await client.send(new DeleteRolePolicyCommand({ RoleName, PolicyName })).catch(missing);
      const attached = await client.send(new ListAttachedRolePoliciesCommand({ RoleName })).catch(missing);
      for (const { PolicyArn } of attached?.AttachedPolicies ?? []) {
        await client.send(new DetachRolePolicyCommand({ RoleName, PolicyArn })).catch(missing);
      }
      const profiles = await client.send(new ListInstanceProfilesForRoleCommand({ RoleName })).catch(missing);
      for (const { InstanceProfileName } of profiles?.InstanceProfiles ?? []) {
        await client.send(new RemoveRoleFromInstanceProfileCommand({ RoleName, InstanceProfileName })).catch(missing);
      }
      await client.send(new DeleteRoleCommand({ RoleName })).catch(missing);
    }),
  };
}

const missing = ignore(/^NoSuchEntity/);
