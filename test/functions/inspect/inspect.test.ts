import { type Inspection, inspect } from '../../../src/functions/inspect/inspect';

const deployer = 'arn:aws:lambda:eu-west-1:111122223333:function:s-core-inspect';
const ASSETS = 's-assets-111122223333-eu-west-1';
const role = { Type: 'AWS::IAM::Role', DeletionPolicy: 'Retain', Properties: { AssumeRolePolicyDocument: { Statement: { Effect: 'Allow', Principal: { AWS: { Ref: 'Partner' } } } } } };
const TEMPLATE = { Parameters: { Partner: { Type: 'String', Default: '111122223333' } }, Resources: { Role: role } };
const nested = (key: string, Parameters = {}) => ({
  Resources: {
    Inner: {
      Type: 'AWS::CloudFormation::Stack', Properties: { Parameters, TemplateURL: { 'Fn::Join': ['', ['https://s3.', { Ref: 'AWS::Region' }, '.', { Ref: 'AWS::URLSuffix' }, `/${ASSETS}/${key}`]] } },
    },
  },
});

const ask = (changes: Partial<Inspection> = {}, objects: Record<string, object> = {}) => inspect({
  solution: 's',
  module: 'dtc',
  approval: false,
  allows: [],
  template: TEMPLATE,
  parameters: {},
  tags: { 'insync:solution': 's', 'insync:module': 'dtc' },
  deployer,
  read: async (bucket, key) => JSON.stringify(objects[`${bucket}/${key}`]) ?? Promise.reject(new Error(`NoSuchKey ${key}`)),
  ...changes,
});

test('what would outlive the module is refused, with the resource and the command that allows it', async () => {
  expect(await ask()).toEqual({
    failed: true,
    message: 'only what holds data may outlive the module: Role (AWS::IAM::Role) has DeletionPolicy Retain. Leave the policies out, or let an operator allow it: cv-insync add dtc --allow retain',
  });
});

test.each([
  ['none', {}],
  ['those of another solution', { 'insync:solution': 'other', 'insync:module': 'dtc' }],
  ['those of another module', { 'insync:solution': 's', 'insync:module': 'fleet' }],
])('a stack with other tags than the module\'s, %s, which the solution would take for a foreign one, is refused', async (_, tags: Record<string, string>) => {
  const all = { allows: ['retain', 'foreign-principals'] };

  expect(await ask({ ...all, tags })).toEqual({ failed: true, message: 'template-configuration.json lacks tags of the module' });
  expect((await ask(all)).failed).toBeUndefined();
});

test('whom it trusts is judged with the values of the deployment, and all problems are named at once', async () => {
  const { failed, message } = await ask({ parameters: { Partner: '999988887777' } });

  expect(failed).toBe(true);
  expect(message.split('\n')).toEqual([
    expect.stringContaining('only what holds data may outlive the module'),
    'only services and this account may be trusted: Role (AWS::IAM::Role) trusts 999988887777. Name one, or limit the statement to the account by a condition, or let an operator allow it: cv-insync add dtc --allow foreign-principals',
  ]);
});

test('an entry allows each by itself', async () => {
  const parameters = { Partner: '999988887777' };

  expect((await ask({ parameters, allows: ['retain'] })).message).not.toContain('outlive');
  expect((await ask({ parameters, allows: ['foreign-principals'] })).message).not.toContain('trusts');
  expect(await ask({ parameters, allows: ['retain', 'foreign-principals'] })).toEqual({ message: 'allowed: retain, foreign-principals' });
});

test('what has nothing of both passes', async () => {
  expect(await ask({ template: { Resources: { Table: { Type: 'AWS::DynamoDB::Table', DeletionPolicy: 'Retain' } } } })).toEqual({ message: 'only data outlives it, and it trusts no other account' });
});

test('a change that a person could not see is refused', async () => {
  expect(await ask({ approval: true, template: nested('dtc/one.json') })).toMatchObject({ failed: true, message: expect.stringContaining('nested stacks') });
});

test('templates of nested stacks are judged, with the values that they are given', async () => {
  const objects = { [`${ASSETS}/dtc/one.json`]: TEMPLATE, [`${ASSETS}/dtc/outer.json`]: nested('dtc/one.json') };

  expect((await ask({ template: nested('dtc/one.json', { Partner: '999988887777' }) }, objects)).message).toMatch(/Inner\/Role \(AWS::IAM::Role\) has DeletionPolicy Retain[^]*Inner\/Role \(AWS::IAM::Role\) trusts 999988887777/);
  expect((await ask({ template: nested('dtc/outer.json') }, objects)).message).toContain('Inner/Inner/Role');
  expect(await ask({ template: nested('dtc/data.json') }, { [`${ASSETS}/dtc/data.json`]: { Resources: {} } })).not.toHaveProperty('failed');
});

test.each<[string, unknown]>([
  ['of another module', `https://s3.eu-west-1.amazonaws.com/${ASSETS}/fleet/one.json`],
  ['in another bucket', `https://s3.eu-west-1.amazonaws.com/other/${ASSETS}/dtc/one.json`],
  ['in another bucket, by its host', `https://other.s3.eu-west-1.amazonaws.com/${ASSETS}/dtc/one.json`],
  ['in another region', `https://s3.us-east-1.amazonaws.com/${ASSETS}/dtc/one.json`],
  ['that a path leads to', `https://s3.eu-west-1.amazonaws.com/${ASSETS}/dtc/../fleet/one.json`],
  ['that a parameter names', { Ref: 'Unknown' }],
])('a nested template %s is not deployed', async (_, TemplateURL) => {
  const objects = Object.fromEntries(['dtc', 'fleet'].map(name => [`${ASSETS}/${name}/one.json`, { Resources: {} }]));

  await expect(ask({ template: { Resources: { Inner: { Type: 'AWS::CloudFormation::Stack', Properties: { TemplateURL } } } } }, objects))
    .rejects.toThrow('the template of Inner cannot be read; expected an asset of dtc, in JSON');
});

test('a nested template that contains itself ends', async () => {
  await expect(ask({ template: nested('dtc/one.json') }, { [`${ASSETS}/dtc/one.json`]: nested('dtc/one.json') })).rejects.toThrow(/the template of (Inner\/)+Inner cannot be read/);
});

describe('parameters, of which an account has room for 10,000,', () => {
  const parameters = (count: number) => Object.fromEntries(Array.from({ length: count }, (_, index) => [`Out${index}`, { Type: 'AWS::SSM::Parameter' }]));
  const flood = (inner: object) => ask({ template: { Resources: { ...parameters(100), ...nested('dtc/one.json').Resources } } }, { [`${ASSETS}/dtc/one.json`]: inner });

  test('may be 500 in a module and its nested stacks', async () => {
    expect(await flood({ Resources: parameters(400) })).not.toHaveProperty('failed');
  });

  test.each<[string, object]>([
    ['one by one', { Resources: parameters(401) }],
    ['in a loop', { Transform: 'AWS::LanguageExtensions', Resources: { 'Fn::ForEach::Many': ['I', Array.from({ length: 401 }, (_, index) => `I${index}`), { 'Out${I}': { Type: 'AWS::SSM::Parameter' } }] } }],
  ])('may not be more, %s', async (_, inner) => {
    await expect(flood(inner)).rejects.toThrow('dtc writes more than 500 parameters');
  });
});
