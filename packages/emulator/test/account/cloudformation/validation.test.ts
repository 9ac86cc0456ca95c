import { parameter, Stacks, TRUST } from './testing';

let stacks: Stacks;
beforeEach(() => { stacks = new Stacks(); });

const P = parameter('x');
const role = (properties: object) => ({ Type: 'AWS::IAM::Role', Properties: { AssumeRolePolicyDocument: TRUST, ...properties } });

test.each<[string, object, RegExp]>([
  ['a circular reference', { A: parameter({ Ref: 'B' }), B: parameter({ Ref: 'A' }), C: parameter({ Ref: 'A' }) }, /^Circular dependency between resources: \[A, B\]$/],
  ['a reference to itself', { A: parameter({ Ref: 'A' }) }, /^Circular dependency between resources: \[A\]$/],
  ['a circle through DependsOn and Fn::Sub', { A: parameter({ 'Fn::Sub': '${B.Value}' }), B: parameter('x', { DependsOn: 'A' }) }, /^Circular dependency between resources: \[A, B\]$/],
  ['a Ref to nothing', { A: parameter({ Ref: 'Nobody' }) }, /Unresolved resource dependencies \[Nobody\] in the Resources block of the template/],
  ['a Fn::Sub of nothing', { A: parameter({ 'Fn::Sub': 'x-${Nobody}' }) }, /Unresolved resource dependencies \[Nobody\] in the Resources block of the template/],
  ['a GetAtt of nothing', { A: parameter({ 'Fn::GetAtt': ['Nobody', 'Arn'] }) }, /instance of Fn::GetAtt references undefined resource Nobody/],
  ['a GetAtt of an attribute that the type lacks', { A: parameter('x'), B: parameter({ 'Fn::GetAtt': ['A', 'Arn'] }) }, /resource A does not support attribute type Arn in Fn::GetAtt/],
  ['a null', { A: { Type: 'AWS::SSM::Parameter', Properties: { Type: 'String', Value: null } } }, /\[\/Resources\/A\/Properties\/Value\] 'null' values are not allowed in templates/],
])('%s is an error', async (_, Resources, message) => {
  await expect(stacks.create('one', { Resources })).rejects.toThrow(message);
  await expect(stacks.describe('one')).rejects.toThrow('Stack with id one does not exist');
});

test.each<[string, object, string[], string]>([
  ['no capability', { R: role({}) }, [], 'Requires capabilities : [CAPABILITY_IAM]'],
  ['no capability for a named role', { R: role({ RoleName: 'mine' }) }, [], 'Requires capabilities : [CAPABILITY_NAMED_IAM]'],
  ['the lesser capability for a named role', { R: role({ RoleName: 'mine' }) }, ['CAPABILITY_IAM'], 'Requires capabilities : [CAPABILITY_NAMED_IAM]'],
])('a template with IAM resources and %s is refused', async (_, Resources, Capabilities, message) => {
  await expect(stacks.create('one', { Resources }, { Capabilities })).rejects.toMatchObject({ name: 'InsufficientCapabilitiesException', message });
  await expect(stacks.call('CreateChangeSet', { StackName: 'one', ChangeSetName: 'cs', ChangeSetType: 'CREATE', TemplateBody: JSON.stringify({ Resources }), Capabilities }))
    .rejects.toMatchObject({ name: 'InsufficientCapabilitiesException' });
});

test('CAPABILITY_NAMED_IAM covers unnamed roles, too', async () => {
  expect(await stacks.create('one', { Resources: { R: role({}) } }, { Capabilities: ['CAPABILITY_NAMED_IAM'] })).toBe('CREATE_COMPLETE');
});

describe('limits', () => {
  const many = <T>(count: number, item: T) => Object.fromEntries(Array.from({ length: count }, (_, i) => [`N${i}`, item]));

  test('500 resources, 200 parameters, 200 outputs', async () => {
    const validate = (template: object) => stacks.call('ValidateTemplate', { TemplateBody: JSON.stringify(template) });
    const handle = { Type: 'AWS::SNS::Topic' };
    await expect(validate({ Resources: many(501, handle) })).rejects.toThrow('Number of resources, 501, is greater than maximum allowed, 500');
    await expect(validate({ Resources: { P }, Parameters: many(201, { Type: 'String' }) })).rejects.toThrow('Number of parameters, 201, is greater than maximum allowed, 200');
    await expect(validate({ Resources: { P }, Outputs: many(201, { Value: 'x' }) })).rejects.toThrow('Number of outputs, 201, is greater than maximum allowed, 200');
    await expect(validate({ Resources: many(500, handle), Parameters: many(200, { Type: 'String' }) })).resolves.toBeDefined();
  });

  test('51,200 bytes in a request, 1 MB by URL', async () => {
    const body = (size: number) => JSON.stringify({ Resources: { P }, Description: '' }).replace('"Description":""', `"Description":"${'x'.repeat(size)}"`);
    await expect(stacks.call('ValidateTemplate', { TemplateBody: body(51_200) })).rejects.toThrow(/Member must have length less than or equal to 51200/);
    await stacks.account.call('s3', 'CreateBucket', { Bucket: 'templates' });
    const TemplateURL = 'https://templates.s3.us-east-1.amazonaws.com/big.json';
    const put = (size: number) => stacks.account.call('s3', 'PutObject', { Bucket: 'templates', Key: 'big.json', Body: Buffer.from(body(size)) });
    await put(51_200);
    await expect(stacks.call('ValidateTemplate', { TemplateURL })).resolves.toBeDefined();
    await put(1_000_000);
    await expect(stacks.call('ValidateTemplate', { TemplateURL })).rejects.toThrow('Template may not exceed 1000000 bytes in size.');
  });
});

test.each([
  // Recorded by LocalStack: test_create_stack_from_s3_template_url.
  ['s3://templates/one.yaml', 'S3 error: Domain name specified in templates is not a valid S3 domain'],
  ['https://example.com/one.yaml', 'TemplateURL must be a supported URL.'],
])('a template cannot be fetched from %s', async (TemplateURL, message) => {
  await expect(stacks.call('CreateStack', { StackName: 'one', TemplateURL })).rejects.toThrow(message);
});

test('a transform that the account lacks is an error that names it', async () => {
  await expect(stacks.create('one', { Transform: 'AWS::Serverless-2016-10-31', Resources: { P } })).rejects.toThrow(/AWS::Serverless-2016-10-31/);
});

test.each(['1one', 'a_b', '', 'x'.repeat(129)])('the stack name %p is refused', async name => {
  await expect(stacks.create(name, { Resources: { P } })).rejects.toThrow(/'stackName' failed to satisfy constraint/);
});
