import { isMet } from '../../src/model/conditions';
import { createAccount } from '@cv-insync/emulator';

const VALUES: Record<string, string> = { 'Stage': 'prod', 'Count': '2', 'AWS::Region': 'us-east-1', 'AWS::AccountId': '123456789012', 'AWS::Partition': 'aws' };
const Mappings = { Regions: { 'us-east-1': { Cold: 'yes' }, 'eu-west-1': { Cold: 'no' } } };
const stage = (name: string) => ({ 'Fn::Equals': [{ Ref: 'Stage' }, name] });
const Conditions = { Prod: stage('prod'), Test: stage('test') };

/** Conditions that CloudFormation's user guide permits, with every function that it names for them. */
const CONDITIONS: readonly object[] = [
  stage('prod'), stage('test'),
  { 'Fn::Equals': [2, { Ref: 'Count' }] }, { 'Fn::Equals': ['3', { Ref: 'Count' }] },
  { 'Fn::Not': [stage('prod')] }, { 'Fn::Not': [{ Condition: 'Test' }] },
  { 'Fn::And': [{ Condition: 'Prod' }, { 'Fn::Not': [{ Condition: 'Test' }] }] }, { 'Fn::And': [{ Condition: 'Prod' }, { Condition: 'Test' }] },
  { 'Fn::Or': [{ Condition: 'Test' }, { Condition: 'Prod' }] }, { 'Fn::Or': [{ Condition: 'Test' }, stage('x')] },
  { 'Fn::Equals': [{ 'Fn::FindInMap': ['Regions', { Ref: 'AWS::Region' }, 'Cold'] }, 'yes'] },
  { 'Fn::Equals': [{ 'Fn::FindInMap': ['Regions', 'eu-west-1', 'Cold'] }, 'yes'] },
  { 'Fn::Equals': [{ Ref: 'AWS::AccountId' }, '123456789012'] }, { 'Fn::Equals': [{ Ref: 'AWS::Partition' }, 'aws-cn'] },
];

// The expectation is what the emulated CloudFormation creates, which evaluates conditions by itself.
test.each(CONDITIONS.map(condition => [JSON.stringify(condition), condition] as const))('%s is met exactly if CloudFormation creates what has it', async (_, Tried) => {
  const account = createAccount();
  const parameter = { Type: 'AWS::SSM::Parameter', Properties: { Name: '/tried', Type: 'String', Value: 'x' } };
  const template = {
    Parameters: { Stage: { Type: 'String', Default: 'prod' }, Count: { Type: 'Number', Default: 2 } },
    Mappings,
    Conditions: { ...Conditions, Tried },
    Resources: { Always: { ...parameter, Properties: { ...parameter.Properties, Name: '/always' } }, Tried: { ...parameter, Condition: 'Tried' } },
  };
  await account.call('cloudformation', 'CreateStack', { StackName: 'one', TemplateBody: JSON.stringify(template) });
  await account.settled();
  const { Parameters } = await account.call('ssm', 'GetParametersByPath', { Path: '/', Recursive: true });
  const created = Parameters.map(({ Name }: { Name: string }) => Name);

  expect(created).toContain('/always');
  expect(isMet({ Conditions: { ...Conditions, Tried }, Mappings }, name => VALUES[name], 'Tried')).toBe(created.includes('/tried'));
});

test.each<[string, object]>([
  ['a function that it does not know', { 'Fn::Equals': [{ 'Fn::Select': [0, ['a']] }, 'a'] }],
  ['a parameter without a known value', { 'Fn::Not': [{ 'Fn::Equals': [{ Ref: 'Secret' }, 'a'] }] }],
  ['a condition that is not defined', { 'Fn::Not': [{ Condition: 'None' }] }],
  ['a key that a mapping lacks', { 'Fn::Not': [{ 'Fn::Equals': [{ 'Fn::FindInMap': ['Regions', 'us-east-1', 'Hot'] }, 'a'] }] }],
  ['a mapping that is not defined', { 'Fn::Not': [{ 'Fn::Equals': [{ 'Fn::FindInMap': ['None', 'a', 'b'] }, 'a'] }] }],
])('it throws on %s, rather than guess', (_, Tried) => {
  expect(() => isMet({ Conditions: { Tried }, Mappings }, name => VALUES[name], 'Tried')).toThrow();
});
