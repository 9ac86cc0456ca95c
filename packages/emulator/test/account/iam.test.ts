import {
  AttachRolePolicyCommand, CreatePolicyCommand, CreatePolicyVersionCommand, CreateRoleCommand, DeletePolicyCommand, DeletePolicyVersionCommand,
  DeleteRoleCommand, DeleteRolePermissionsBoundaryCommand, DeleteRolePolicyCommand, DetachRolePolicyCommand, EntityAlreadyExistsException,
  GetPolicyCommand, GetPolicyVersionCommand, GetRoleCommand, GetRolePolicyCommand, IAMClient, ListAttachedRolePoliciesCommand,
  ListEntitiesForPolicyCommand, ListPoliciesCommand, ListPolicyTagsCommand, ListPolicyVersionsCommand, ListRolePoliciesCommand, ListRolesCommand,
  ListRoleTagsCommand, NoSuchEntityException, PutRolePermissionsBoundaryCommand, PutRolePolicyCommand, SetDefaultPolicyVersionCommand,
  TagPolicyCommand, TagRoleCommand, UntagPolicyCommand, UntagRoleCommand, UpdateAssumeRolePolicyCommand, UpdateRoleCommand,
  ListInstanceProfilesForRoleCommand,
} from '@aws-sdk/client-iam';
import { served, Served } from './served';

const TRUST = JSON.stringify({ Version: '2012-10-17', Statement: [{ Effect: 'Allow', Principal: { Service: 'lambda.amazonaws.com' }, Action: 'sts:AssumeRole' }] });
const document = (Action: string) => JSON.stringify({ Version: '2012-10-17', Statement: [{ Effect: 'Allow', Action, Resource: '*' }] });

let account: Served;
let iam: IAMClient;
beforeEach(async () => {
  account = await served();
  iam = new IAMClient(account.config);
});
afterEach(async () => {
  iam.destroy();
  await account.close();
});

const create = (RoleName: string, more: object = {}) => iam.send(new CreateRoleCommand({ RoleName, AssumeRolePolicyDocument: TRUST, ...more }));

describe('a role', () => {
  test('is created, read, changed and deleted', async () => {
    const { Role } = await create('Deploy', { Path: '/s/', Description: 'first', Tags: [{ Key: 'a', Value: '1' }] });
    expect(Role).toMatchObject({ Arn: 'arn:aws:iam::123456789012:role/s/Deploy', RoleId: expect.stringMatching(/^AROA/), MaxSessionDuration: 3600 });
    await iam.send(new UpdateRoleCommand({ RoleName: 'Deploy', Description: 'second', MaxSessionDuration: 7200 }));
    await iam.send(new UpdateAssumeRolePolicyCommand({ RoleName: 'Deploy', PolicyDocument: document('sts:AssumeRole') }));
    await iam.send(new PutRolePermissionsBoundaryCommand({ RoleName: 'Deploy', PermissionsBoundary: 'arn:aws:iam::aws:policy/Boundary' }));
    const read = (await iam.send(new GetRoleCommand({ RoleName: 'Deploy' }))).Role!;
    expect(read).toMatchObject({ Description: 'second', MaxSessionDuration: 7200, PermissionsBoundary: { PermissionsBoundaryArn: 'arn:aws:iam::aws:policy/Boundary' } });
    expect(decodeURIComponent(read.AssumeRolePolicyDocument!)).toBe(document('sts:AssumeRole'));
    await iam.send(new DeleteRolePermissionsBoundaryCommand({ RoleName: 'Deploy' }));
    await iam.send(new TagRoleCommand({ RoleName: 'Deploy', Tags: [{ Key: 'b', Value: '2' }] }));
    await iam.send(new UntagRoleCommand({ RoleName: 'Deploy', TagKeys: ['a'] }));
    await expect(iam.send(new ListRoleTagsCommand({ RoleName: 'Deploy' }))).resolves.toMatchObject({ Tags: [{ Key: 'b', Value: '2' }] });
    await iam.send(new DeleteRoleCommand({ RoleName: 'Deploy' }));
    await expect(iam.send(new GetRoleCommand({ RoleName: 'Deploy' }))).rejects.toBeInstanceOf(NoSuchEntityException);
  });

  test('has a unique name, regardless of case', async () => {
    await create('Deploy');
    await expect(create('deploy')).rejects.toBeInstanceOf(EntityAlreadyExistsException);
    await expect(create('x'.repeat(65))).rejects.toMatchObject({ name: 'ValidationError' });
    await expect(create('other', { AssumeRolePolicyDocument: 'no' })).rejects.toMatchObject({ name: 'MalformedPolicyDocumentException' });
  });

  test('is listed in pages', async () => {
    for (const name of ['a', 'b', 'c']) await create(name);
    const first = await iam.send(new ListRolesCommand({ MaxItems: 2 }));
    expect(first).toMatchObject({ IsTruncated: true, Roles: [{ RoleName: 'a' }, { RoleName: 'b' }] });
    const second = await iam.send(new ListRolesCommand({ Marker: first.Marker }));
    expect(second).toMatchObject({ IsTruncated: false, Roles: [{ RoleName: 'c' }] });
  });

  test('has inline policies, within their limit, and cannot be deleted with them', async () => {
    await create('Deploy');
    const role = { RoleName: 'Deploy', PolicyName: 'own' };
    await iam.send(new PutRolePolicyCommand({ ...role, PolicyDocument: document('s3:*') }));
    const { PolicyDocument } = await iam.send(new GetRolePolicyCommand(role));
    expect(decodeURIComponent(PolicyDocument!)).toBe(document('s3:*'));
    await expect(iam.send(new ListRolePoliciesCommand(role))).resolves.toMatchObject({ PolicyNames: ['own'] });
    await expect(iam.send(new PutRolePolicyCommand({ ...role, PolicyName: 'big', PolicyDocument: document('x'.repeat(10_200)) })))
      .rejects.toMatchObject({ name: 'LimitExceededException', message: 'Maximum policy size of 10240 bytes exceeded for role Deploy' });
    await expect(iam.send(new DeleteRoleCommand(role))).rejects.toMatchObject({ name: 'DeleteConflictException' });
    await iam.send(new DeleteRolePolicyCommand(role));
    await expect(iam.send(new DeleteRolePolicyCommand(role))).rejects.toBeInstanceOf(NoSuchEntityException);
    await iam.send(new DeleteRoleCommand(role));
  });
});

describe('a managed policy', () => {
  test('is attached, counted and detached', async () => {
    await create('Deploy');
    const PolicyArn = (await iam.send(new CreatePolicyCommand({ PolicyName: 'p', PolicyDocument: document('s3:*') }))).Policy!.Arn!;
    expect(PolicyArn).toBe('arn:aws:iam::123456789012:policy/p');
    await iam.send(new AttachRolePolicyCommand({ RoleName: 'Deploy', PolicyArn }));
    await iam.send(new AttachRolePolicyCommand({ RoleName: 'Deploy', PolicyArn: 'arn:aws:iam::aws:policy/ReadOnlyAccess' }));
    await expect(iam.send(new AttachRolePolicyCommand({ RoleName: 'Deploy', PolicyArn: `${PolicyArn}x` }))).rejects.toBeInstanceOf(NoSuchEntityException);
    const { AttachedPolicies } = await iam.send(new ListAttachedRolePoliciesCommand({ RoleName: 'Deploy' }));
    expect(AttachedPolicies!.map(({ PolicyName }) => PolicyName)).toEqual(['p', 'ReadOnlyAccess']);
    await expect(iam.send(new GetPolicyCommand({ PolicyArn }))).resolves.toMatchObject({ Policy: { AttachmentCount: 1 } });
    await expect(iam.send(new ListEntitiesForPolicyCommand({ PolicyArn }))).resolves.toMatchObject({ PolicyRoles: [{ RoleName: 'Deploy' }] });
    await expect(iam.send(new DeletePolicyCommand({ PolicyArn }))).rejects.toMatchObject({ name: 'DeleteConflictException' });
    await iam.send(new DetachRolePolicyCommand({ RoleName: 'Deploy', PolicyArn }));
    await iam.send(new DeletePolicyCommand({ PolicyArn }));
  });

  test('has versions, one of which is the default', async () => {
    const PolicyArn = (await iam.send(new CreatePolicyCommand({ PolicyName: 'p', PolicyDocument: document('s3:*') }))).Policy!.Arn!;
    await expect(iam.send(new CreatePolicyCommand({ PolicyName: 'p', PolicyDocument: document('s3:*') }))).rejects.toBeInstanceOf(EntityAlreadyExistsException);
    for (const action of ['a:*', 'b:*', 'c:*', 'd:*']) await iam.send(new CreatePolicyVersionCommand({ PolicyArn, PolicyDocument: document(action), SetAsDefault: true }));
    await expect(iam.send(new CreatePolicyVersionCommand({ PolicyArn, PolicyDocument: document('e:*') }))).rejects.toMatchObject({ name: 'LimitExceededException' });
    await iam.send(new SetDefaultPolicyVersionCommand({ PolicyArn, VersionId: 'v2' }));
    await expect(iam.send(new DeletePolicyVersionCommand({ PolicyArn, VersionId: 'v2' }))).rejects.toMatchObject({ name: 'DeleteConflictException' });
    await iam.send(new DeletePolicyVersionCommand({ PolicyArn, VersionId: 'v1' }));
    const { Versions } = await iam.send(new ListPolicyVersionsCommand({ PolicyArn }));
    expect(Versions!.map(({ VersionId, IsDefaultVersion }) => [VersionId, IsDefaultVersion])).toEqual([['v5', false], ['v4', false], ['v3', false], ['v2', true]]);
    const { PolicyVersion } = await iam.send(new GetPolicyVersionCommand({ PolicyArn, VersionId: 'v3' }));
    expect(decodeURIComponent(PolicyVersion!.Document!)).toBe(document('b:*'));
    await iam.send(new TagPolicyCommand({ PolicyArn, Tags: [{ Key: 'a', Value: '1' }, { Key: 'b', Value: '2' }] }));
    await iam.send(new UntagPolicyCommand({ PolicyArn, TagKeys: ['a'] }));
    await expect(iam.send(new ListPolicyTagsCommand({ PolicyArn }))).resolves.toMatchObject({ Tags: [{ Key: 'b' }] });
    await expect(iam.send(new ListPoliciesCommand({ Scope: 'Local' }))).resolves.toMatchObject({ Policies: [{ PolicyName: 'p', DefaultVersionId: 'v2' }] });
  });
});

test('a role is not in an instance profile', async () => {
  await create('Deploy');
  await expect(iam.send(new ListInstanceProfilesForRoleCommand({ RoleName: 'Deploy' }))).resolves.toMatchObject({ InstanceProfiles: [], IsTruncated: false });
  await expect(iam.send(new ListInstanceProfilesForRoleCommand({ RoleName: 'none' }))).rejects.toBeInstanceOf(NoSuchEntityException);
});
