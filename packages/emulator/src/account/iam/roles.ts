import { randomBytes } from 'crypto';
import type { Account } from '../account';
import { AwsError } from '../aws-error';
import { page } from '../page';
import type { Operation } from '../service';
import { addTags, removeTags, tagList, tagMap } from '../tags';
import { checkDocument, checkName, encoded, IamState, overQuota, Role, roleIn, sizeOf } from './state';

const MOST_ROLES = 1000;
const LONGEST_TRUST = 2048;

export const newId = (prefix: string) => `${prefix}${randomBytes(9).toString('hex').slice(0, 17).toUpperCase()}`;

export function roleOperations(account: Account, state: IamState): Record<string, Operation> {
  const { roles } = state;

  return {
    CreateRole({ RoleName, Path = '/', AssumeRolePolicyDocument, Description, MaxSessionDuration = 3600, PermissionsBoundary, Tags }) {
      checkName('roleName', RoleName, 64);
      checkTrust(AssumeRolePolicyDocument);
      if (roles[RoleName.toLowerCase()]) throw new AwsError('EntityAlreadyExistsException', `Role with name ${RoleName} already exists.`, 409);
      if (Object.keys(roles).length >= MOST_ROLES) throw overQuota('RolesPerAccount', MOST_ROLES);
      const role: Role = {
        name: RoleName,
        path: Path,
        id: newId('AROA'),
        arn: `arn:${account.partition}:iam::${account.accountId}:role${Path}${RoleName}`,
        created: new Date(),
        trust: AssumeRolePolicyDocument,
        description: Description,
        maxSession: MaxSessionDuration,
        boundary: PermissionsBoundary,
        inline: {},
        attached: [],
        tags: tagMap(Tags),
      };
      roles[RoleName.toLowerCase()] = role;
      return { Role: described(role) };
    },

    GetRole: ({ RoleName }) => ({ Role: described(roleIn(state, RoleName)) }),

    ListRoles({ PathPrefix = '/', Marker, MaxItems = 100 }) {
      const all = Object.values(roles).filter(({ path }) => path.startsWith(PathPrefix)).sort((a, b) => a.name < b.name ? -1 : 1);
      const { items, next } = page(all, { key: ({ name }) => name, token: Marker, limit: MaxItems, error: 'ValidationError' });
      return { Roles: items.map(described), IsTruncated: next !== undefined, Marker: next };
    },

    UpdateRole({ RoleName, Description, MaxSessionDuration }) {
      const role = roleIn(state, RoleName);
      role.description = Description ?? role.description;
      role.maxSession = MaxSessionDuration ?? role.maxSession;
    },

    UpdateAssumeRolePolicy({ RoleName, PolicyDocument }) {
      const role = roleIn(state, RoleName);
      checkTrust(PolicyDocument);
      role.trust = PolicyDocument;
    },

    DeleteRole({ RoleName }) {
      const { inline, attached } = roleIn(state, RoleName);
      if (attached.length) throw new AwsError('DeleteConflictException', 'Cannot delete entity, must detach all policies first.', 409);
      if (Object.keys(inline).length) throw new AwsError('DeleteConflictException', 'Cannot delete entity, must delete policies first.', 409);
      delete roles[RoleName.toLowerCase()];
    },

    PutRolePermissionsBoundary({ RoleName, PermissionsBoundary }) {
      roleIn(state, RoleName).boundary = PermissionsBoundary;
    },

    DeleteRolePermissionsBoundary({ RoleName }) {
      roleIn(state, RoleName).boundary = undefined;
    },

    ListInstanceProfilesForRole({ RoleName }) {
      roleIn(state, RoleName);
      return { InstanceProfiles: [], IsTruncated: false };
    },

    TagRole: ({ RoleName, Tags }) => addTags(roleIn(state, RoleName).tags, Tags),
    UntagRole: ({ RoleName, TagKeys }) => removeTags(roleIn(state, RoleName).tags, TagKeys),
    ListRoleTags: ({ RoleName }) => ({ Tags: tagList(roleIn(state, RoleName).tags), IsTruncated: false }),
  };
}

function checkTrust(document: string): void {
  checkDocument(document);
  if (sizeOf(document) > LONGEST_TRUST) throw overQuota('ACLSizePerRole', LONGEST_TRUST);
}

function described({ name, path, id, arn, created, trust, description, maxSession, boundary, tags }: Role) {
  return {
    RoleName: name,
    Path: path,
    RoleId: id,
    Arn: arn,
    CreateDate: created,
    AssumeRolePolicyDocument: encoded(trust),
    Description: description,
    MaxSessionDuration: maxSession,
    PermissionsBoundary: boundary && { PermissionsBoundaryType: 'Policy', PermissionsBoundaryArn: boundary },
    Tags: tagList(tags),
    RoleLastUsed: {},
  };
}
