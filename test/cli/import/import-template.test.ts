import { rightsToImport } from '../../../src/cli/import/import-rights';
import { importTemplate, parseWanted } from '../../../src/cli/import/import-template';

const TRIPS = { Type: 'AWS::DynamoDB::Table', Properties: { TableName: 'trips-prod', BillingMode: { Ref: 'Billing' } } };
const SETTING = { Type: 'AWS::SSM::Parameter', Properties: { Type: 'String', Value: 'x' } };
const moduleOf = (resources: object) => ({
  text: '', tags: {}, parameters: { Billing: 'PAY_PER_REQUEST' }, template: { Parameters: { Billing: { Type: 'String' } }, Resources: resources as never },
});
const wanted = [{ logicalId: 'Trips', identifier: ['trips-prod'] }];
const deployed = { template: JSON.stringify({ Resources: { Setting: SETTING }, Outputs: { O: { Value: 'x' } } }), parameters: {} };

test('a resource is named by its logical id, and the existing one by the values of its identifying properties', () => {
  expect(parseWanted('Trips=trips-prod')).toEqual({ logicalId: 'Trips', identifier: ['trips-prod'] });
  expect(parseWanted('Rule=bus|rule')).toEqual({ logicalId: 'Rule', identifier: ['bus', 'rule'] });
  expect(parseWanted('trips-prod')).toBeUndefined();
});

test('the deployed template gets the definition alone: retained, and with the values of parameters that the stack has not', () => {
  const { text, problems } = importTemplate(moduleOf({ Trips: TRIPS, Other: SETTING }), wanted, deployed);

  expect(problems).toEqual([]);
  expect(JSON.parse(text)).toEqual({
    Resources: {
      Setting: SETTING,
      Trips: {
        Type: 'AWS::DynamoDB::Table', DeletionPolicy: 'Retain', UpdateReplacePolicy: 'Retain', Properties: { TableName: 'trips-prod', BillingMode: 'PAY_PER_REQUEST' },
      },
    },
    Outputs: { O: { Value: 'x' } },
  });
});

test('without a stack, the resources are the whole template', () => {
  expect(Object.keys(JSON.parse(importTemplate(moduleOf({ Trips: TRIPS, Other: SETTING }), wanted).text).Resources)).toEqual(['Trips']);
});

test('all mistakes are reported at once', () => {
  const resources = { Setting: SETTING, Trips: { ...TRIPS, Properties: { Key: { 'Fn::GetAtt': ['NewKey', 'Arn'] } } } };
  const all = [...wanted, { logicalId: 'Setting', identifier: ['x'] }, { logicalId: 'Trip', identifier: ['x'] }];

  expect(importTemplate(moduleOf(resources), all, deployed).problems).toEqual([
    'Trips: refers to NewKey, which the stack does not have yet; deliver NewKey first, or import Trips without it and add it afterwards',
    '--resource: Setting is in the stack already; what the stack holds now would have to be removed from the module first, and be delivered',
    '--resource: found Trip, expected a resource of the module\'s template: Setting, Trips',
  ]);
});

describe('the permissions of the deploy role', () => {
  const place = { solution: 'cv', module: 'trips', account: '444455556666', region: 'eu-west-1' };
  const of = (name: string, granted: readonly { actions: string[]; resources: string[] }[] = []) =>
    rightsToImport({ ...place, granted }, [{ logicalId: 'Trips', identifier: { TableName: name } }], { Trips: TRIPS });

  test('are added for a name that is not the module\'s, on that name alone', () => {
    const needed = of('trips-prod')!;

    expect(needed.resources).toEqual(['arn:aws:dynamodb:eu-west-1:444455556666:table/trips-prod']);
    expect(needed.actions).toEqual(expect.arrayContaining(['dynamodb:DescribeTable', 'dynamodb:TagResource', 'dynamodb:UpdateTable']));
    expect(of('trips-prod', [{ actions: [...needed.actions], resources: [...needed.resources] }])).toBeUndefined();
  });

  test('suffice for a name that begins with the module\'s', () => {
    expect(of('cv-trips-Trips-1A2B3C')).toBeUndefined();
  });
});
