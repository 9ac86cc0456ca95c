import type { Account } from '../account';
import { AwsError } from '../aws-error';
import { page } from '../page';
import type { Operation } from '../service';
import { addTags, removeTags, tagList, tagMap } from '../tags';
import { newId } from './roles';
import { checkDocument, checkName, encoded, IamState, overQuota, Policy, policyIn, PolicyVersion, sizeOf } from './state';

const LARGEST_POLICY = 6144;
const MOST_VERSIONS = 5;

/** Managed policies and their versions. */
export function policyOperations(account: Account, state: IamState): Record<string, Operation> {
  const { policies, roles } = state;
  const attachedTo = (arn: string) => Object.values(roles).filter(({ attached }) => attached.includes(arn));
  const boundaryOf = (arn: string) => Object.values(roles).filter(({ boundary }) => boundary === arn);

  const described = ({ name, path, id, arn, description, created, updated, defaultVersion, tags }: Policy) => ({
    PolicyName: name,
    PolicyId: id,
    Arn: arn,
    Path: path,
    DefaultVersionId: defaultVersion,
    AttachmentCount: attachedTo(arn).length,
    PermissionsBoundaryUsageCount: boundaryOf(arn).length,
    IsAttachable: true,
    Description: description,
    CreateDate: created,
    UpdateDate: updated,
    Tags: tagList(tags),
  });
  const versionOf = (policy: Policy, id: string): PolicyVersion => {
    const version = policy.versions.find(each => each.id === id);
    if (version) return version;
    throw new AwsError('NoSuchEntityException', `Policy ${policy.arn} version ${id} does not exist or is not attachable.`, 404);
  };
  const shownVersion = (policy: Policy, { id, document, created }: PolicyVersion) =>
    ({ Document: encoded(document), VersionId: id, IsDefaultVersion: id === policy.defaultVersion, CreateDate: created });

  return {
    CreatePolicy({ PolicyName, Path = '/', PolicyDocument, Description, Tags }) {
      checkName('policyName', PolicyName, 128);
      checkPolicy(PolicyDocument);
      const arn = `arn:${account.partition}:iam::${account.accountId}:policy${Path}${PolicyName}`;
      if (Object.values(policies).some(({ name }) => name.toLowerCase() === PolicyName.toLowerCase())) {
        throw new AwsError('EntityAlreadyExistsException', `A policy called ${PolicyName} already exists. Duplicate names are not allowed.`, 409);
      }
      const now = new Date();
      const policy: Policy = {
        name: PolicyName,
        path: Path,
        id: newId('ANPA'),
        arn,
        description: Description,
        created: now,
        updated: now,
        defaultVersion: 'v1',
        counted: 1,
        versions: [{ id: 'v1', document: PolicyDocument, created: now }],
        tags: tagMap(Tags),
      };
      policies[arn] = policy;
      return { Policy: described(policy) };
    },

    GetPolicy: ({ PolicyArn }) => ({ Policy: described(policyIn(state, PolicyArn)) }),

    ListPolicies({ PathPrefix = '/', Marker, MaxItems = 100 }) {
      const all = Object.values(policies).filter(({ path }) => path.startsWith(PathPrefix)).sort((a, b) => a.name < b.name ? -1 : 1);
      const { items, next } = page(all, { key: ({ name }) => name, token: Marker, limit: MaxItems, error: 'ValidationError' });
      return { Policies: items.map(described), IsTruncated: next !== undefined, Marker: next };
    },

    DeletePolicy({ PolicyArn }) {
      const { versions } = policyIn(state, PolicyArn);
      if (attachedTo(PolicyArn).length + boundaryOf(PolicyArn).length) {
        throw new AwsError('DeleteConflictException', 'Cannot delete a policy attached to entities.', 409);
      }
      if (versions.length > 1) throw new AwsError('DeleteConflictException', 'This policy has more than one version. Before you delete a policy, you must delete the policy\'s versions. The default version is deleted with the policy.', 409);
      delete policies[PolicyArn];
    },

    CreatePolicyVersion({ PolicyArn, PolicyDocument, SetAsDefault }) {
      const policy = policyIn(state, PolicyArn);
      checkPolicy(PolicyDocument);
      if (policy.versions.length >= MOST_VERSIONS) {
        throw new AwsError('LimitExceededException', `A managed policy can have up to ${MOST_VERSIONS} versions. Before you create a new version, you must delete an existing version.`, 409);
      }
      policy.counted += 1;
      policy.updated = new Date();
      const version: PolicyVersion = { id: `v${policy.counted}`, document: PolicyDocument, created: policy.updated };
      policy.versions.push(version);
      if (SetAsDefault) policy.defaultVersion = version.id;
      return { PolicyVersion: shownVersion(policy, version) };
    },

    SetDefaultPolicyVersion({ PolicyArn, VersionId }) {
      const policy = policyIn(state, PolicyArn);
      policy.defaultVersion = versionOf(policy, VersionId).id;
    },

    GetPolicyVersion({ PolicyArn, VersionId }) {
      const policy = policyIn(state, PolicyArn);
      return { PolicyVersion: shownVersion(policy, versionOf(policy, VersionId)) };
    },

    ListPolicyVersions({ PolicyArn }) {
      const policy = policyIn(state, PolicyArn);
      return { Versions: [...policy.versions].reverse().map(version => shownVersion(policy, version)), IsTruncated: false };
    },

    DeletePolicyVersion({ PolicyArn, VersionId }) {
      const policy = policyIn(state, PolicyArn);
      const version = versionOf(policy, VersionId);
      if (VersionId === policy.defaultVersion) throw new AwsError('DeleteConflictException', 'Cannot delete the default version of a policy.', 409);
      policy.versions = policy.versions.filter(each => each !== version);
    },

    ListEntitiesForPolicy({ PolicyArn, PolicyUsageFilter }) {
      const users = new Set([...PolicyUsageFilter === 'PermissionsBoundary' ? [] : attachedTo(PolicyArn), ...PolicyUsageFilter === 'PermissionsPolicy' ? [] : boundaryOf(PolicyArn)]);
      const entities = [...users].map(({ name, id }) => ({ RoleName: name, RoleId: id }));
      return { PolicyRoles: entities, PolicyUsers: [], PolicyGroups: [], IsTruncated: false };
    },

    TagPolicy: ({ PolicyArn, Tags }) => addTags(policyIn(state, PolicyArn).tags, Tags),
    UntagPolicy: ({ PolicyArn, TagKeys }) => removeTags(policyIn(state, PolicyArn).tags, TagKeys),
    ListPolicyTags: ({ PolicyArn }) => ({ Tags: tagList(policyIn(state, PolicyArn).tags), IsTruncated: false }),
  };
}

function checkPolicy(document: string): void {
  checkDocument(document);
  if (sizeOf(document) > LARGEST_POLICY) throw overQuota('PolicySize', LARGEST_POLICY);
}
