import { App, Stack, Validations } from 'aws-cdk-lib';
import { CfnRole } from 'aws-cdk-lib/aws-iam';
import { AwsSolutionsChecks } from 'cdk-nag';
import { coreTemplate, solution, staticTemplates } from './solution';
import { PERMISSIONS_LIMIT } from '../../src/model/parse';
import { acceptPatterns, serviceRole } from '../../src/pipelines/permissions';
import { staticStacks } from '../../src/pipelines/templates';
import { actionFact, actionsOfService } from '@cv-insync/emulator/facts';

const DELIVERIES = ['connection', 's3'].map(kind => `templates/delivery-${kind}.template.json`);
const templates: Record<string, any> = { 'the core': coreTemplate().toJSON(), ...staticTemplates() };

const list = (value: any): any[] => Array.isArray(value) ? value : [value];
const text = (value: any): string => typeof value === 'string' ? value : value?.['Fn::Sub'] ?? JSON.stringify(value);

/** The Allow statements of a role, with their actions and resources as lists of strings. */
function statementsOf(role: any) {
  return list(role.Properties.Policies[0].PolicyDocument.Statement).filter(({ Effect }) => Effect === 'Allow')
    .map(({ Action, Resource, Condition = {} }) =>
      ({ actions: list(Action).map(text), resources: list(Resource).map(text), condition: JSON.stringify(Condition) }));
}

const withLongestNames = (document: unknown) => JSON.stringify(document).replace(/{"Fn::Sub":("[^"]*")}/g, '$1')
  .replace(/\${AWS::Partition}/g, 'aws').replace(/\${AWS::Region}/g, 'ap-southeast-2').replace(/\${AWS::AccountId}/g, '111122223333')
  .replace(/\${(Solution|Module)}/g, 'x'.repeat(22)).replace(/\${\w+}/g, 'x'.repeat(70));

const withoutPermitted = (policy: string) => policy.replace(/,{"Fn::If":\[.*?{"Ref":"AWS::NoValue"}\]}/g, '');

const rolesOf = (template: any): [string, any][] => Object.entries<any>(template.Resources).filter(([, { Type }]) => Type === 'AWS::IAM::Role');

test('cdk-nag finds nothing in the core, the module definition and the deliveries without a reason beside it', () => {
  const { app, stack } = solution();
  const statics = new App();
  staticStacks(statics);

  const checks = new AwsSolutionsChecks();
  expect(checks.validateScope(stack).violations).toEqual([]);
  expect(checks.validateScope(statics).violations).toEqual([]);
  expect(app.node.findAll().some(node => node.node.metadata.some(({ type }) => type === Validations.ACKNOWLEDGED_RULES_METADATA_KEY))).toBe(true);
});

test('a pattern of resources without a reason is a finding', () => {
  const app = new App();
  const role = (id: string, because?: string) => serviceRole(new Stack(app, id), 'Role', {
    name: 'role', service: 'lambda.amazonaws.com', permissions: [{ actions: ['s3:GetObject'], resources: ['arn:${AWS::Partition}:s3:::bucket/*'], because }],
  });
  role('WithReason', 'keys have random parts');
  const { violations } = new AwsSolutionsChecks().validateScope(role('Without').stack);

  expect(new AwsSolutionsChecks().validateScope(app.node.findChild('WithReason')).violations).toEqual([]);
  expect(violations.map(({ ruleName }) => ruleName)).toEqual(['AwsSolutions-IAM5[Resource::arn:<AWS::Partition>:s3:::bucket/*]']);
  expect(() => acceptPatterns(role('Other') as CfnRole, [])).not.toThrow();
});

describe.each(Object.entries(templates))('%s', (_, template) => {
  test('allows no role all actions, of a service or altogether', () => {
    for (const [, role] of rolesOf(template)) {
      for (const { actions } of statementsOf(role)) for (const action of actions) expect(action).not.toMatch(/^(\*|[a-z0-9-]+:\*)$/);
    }
  });

  test('passes roles only to one service, or only a module\'s own', () => {
    for (const [, role] of rolesOf(template)) {
      for (const { actions, resources, condition } of statementsOf(role).filter(found => found.actions.includes('iam:PassRole'))) {
        expect(actions).toContain('iam:PassRole');
        if (!condition.includes('iam:PassedToService')) for (const resource of resources) expect(resource).toMatch(/(role|policy)\/(connected-vehicle|\${Solution}-\${Module})-\*$/);
      }
    }
  });

  test('allows creating roles only of own names, and in a module\'s name only with the boundary', () => {
    for (const [id, role] of rolesOf(template)) {
      for (const { resources, condition } of statementsOf(role).filter(({ actions }) => actions.includes('iam:CreateRole'))) {
        const own = resources.every(resource => /role\/(connected-vehicle-core|\${Solution}-delivery)-\*$/.test(resource));
        expect([id, own || condition.includes('iam:PermissionsBoundary')]).toEqual([id, true]);
      }
    }
  });
});

/** What changes something and cannot be limited: the roles of an identity pool, of which iam:PassRole leaves a module's own, and the log deliveries of APIs. */
const WITHOUT_RESOURCE = ['cognito-identity:SetIdentityPoolRoles', 'logs:*LogDelivery', 'logs:PutResourcePolicy'];

// Service Authorization Reference, as the facts have it: such an action has no resource type and no condition key.
test('the boundary of deliveries is as short as IAM requires, with the longest name of a solution', () => {
  // IAM quotas: a managed policy has at most 6,144 characters, without white space.
  expect(withLongestNames(templates['templates/modules.template.json'].Resources.DeliveryBoundary.Properties.PolicyDocument).length).toBeLessThan(6_144);
});

test.each(WITHOUT_RESOURCE)('%s cannot be limited to resources, by the reference of AWS', pattern => {
  const [service, name] = pattern.split(':');
  const actions = actionsOfService(service).filter(action => new RegExp(`^${name.replace('*', '.*')}$`).test(action));

  expect(actions.length).toBeGreaterThan(0);
  for (const action of actions) expect(actionFact(`${service}:${action}`)).toMatchObject({ resourceTypes: [], conditionKeys: [] });
});

describe.each(DELIVERIES)('%s', file => {
  const { Boundary, BuildRole, DeployRole } = templates[file].Resources;

  test('has two roles, each with room in its policy for the longest names', () => {
    expect(rolesOf(templates[file]).map(([id]) => id)).toEqual(['BuildRole', 'DeployRole']);
    for (const role of [BuildRole, DeployRole]) {
      const policy = withLongestNames(role.Properties.Policies[0].PolicyDocument);
      // IAM allows 10,240 characters; the rest is for approved permissions, whose limit counts their statements.
      expect(withoutPermitted(policy).length).toBeLessThan(8_700);
      expect(withoutPermitted(policy).length + PERMISSIONS_LIMIT).toBeLessThan(10_240);
    }
  });

  test('has a boundary for the module\'s roles, with room for the permissions of its entry', () => {
    const policy = withLongestNames(Boundary.Properties.PolicyDocument);

    // IAM quotas: a managed policy has at most 6,144 characters, without white space.
    expect(withoutPermitted(policy).length + PERMISSIONS_LIMIT).toBeLessThan(6_144);
    expect(Boundary.Properties.PolicyDocument.Statement.filter((statement: any) => statement['Fn::If'])).toEqual(DeployRole.Properties.Policies[0].PolicyDocument.Statement.slice(-5));
  });

  test('gives both roles the boundary that the core has for deliveries', () => {
    const { DeliveryBoundary, DeliverRole } = templates['templates/modules.template.json'].Resources;
    const created = statementsOf(DeliverRole).filter(({ actions }) => actions.includes('iam:CreateRole'));

    for (const role of [BuildRole, DeployRole]) {
      expect(role.Properties.PermissionsBoundary).toEqual({ 'Fn::Sub': expect.stringMatching(new RegExp(`:policy/${DeliveryBoundary.Properties.ManagedPolicyName['Fn::Sub'].replace('${', '\\$\\{')}$`)) });
    }
    expect(created.map(({ condition }) => condition)).toEqual([expect.stringContaining('"StringEquals":{"iam:PermissionsBoundary":')]);
  });

  test('allows the module to deploy a template with the language extensions, and with no other transform', () => {
    for (const role of [DeployRole, templates['templates/modules.template.json'].Resources.ModulePipelinesRole]) {
      const transforms = statementsOf(role).flatMap(({ actions, resources }) => resources.filter(resource => /transform/.test(resource)).map(resource => [actions, resource]));
      expect(transforms).toEqual([[['cloudformation:CreateChangeSet'], 'arn:${AWS::Partition}:cloudformation:${AWS::Region}:aws:transform/LanguageExtensions']]);
    }
  });

  test('allows the module to deploy only resources with its name or tags, and to read what others produce', () => {
    const OWN = [
      '${Solution}-${Module}-', '${Solution}-${Module}/', '${UnderscoredName}_', ':parameter/${Solution}/modules/${Module}/', ':parameter/${Solution}/modules/*/outputs/*',
      ':::${AssetBucket}/${Module}/*', ':aws:transform/LanguageExtensions',
    ];
    const LOOKING = /:(Describe|List|Get)/;
    for (const { actions, resources, condition } of statementsOf(DeployRole)) {
      const ownNames = resources.every(resource => OWN.some(part => resource.includes(part)));
      const ownTags = condition.includes('insync:module') && condition.includes('${Module}');
      const ownFunction = condition.includes('lambda:FunctionArn');
      const hasNoResource = (action: string) => LOOKING.test(action) || WITHOUT_RESOURCE.includes(action);
      expect([actions, ownNames || ownTags || ownFunction || actions.every(hasNoResource)]).toEqual([actions, true]);
    }
    for (const { actions } of statementsOf(DeployRole).filter(({ resources }) => resources.some(resource => resource.includes('modules/*/outputs')))) {
      expect(actions).toEqual(['ssm:GetParameters']);
    }
  });

  test('allows the module\'s build to access only its own artifacts, assets and logs, and the core\'s version', () => {
    const reached = statementsOf(BuildRole).flatMap(({ resources }) => resources).map(resource => resource.replace(/^arn:\${AWS::Partition}:/, ''));

    expect([...new Set(reached)].filter(resource => !resource.includes('Source'))).toEqual([
      's3:::${ArtifactBucket}/${ArtifactPrefix}/*', 's3:::${ArtifactBucket}', '${KeyArn}', 's3:::${AssetBucket}/${Module}/*', 's3:::${AssetBucket}',
      'ssm:${AWS::Region}:${AWS::AccountId}:parameter/${Solution}/core/version',
      'logs:${AWS::Region}:${AWS::AccountId}:log-group:/${Solution}/core:log-stream:${Module}/*',
    ]);
  });

  test('drops the statements for requested permissions that there are not', () => {
    const statements = DeployRole.Properties.Policies[0].PolicyDocument.Statement;

    expect(statements.slice(-5)).toEqual([1, 2, 3, 4, 5].map(index => ({
      'Fn::If': [`HasPermissions${index}`, { Effect: 'Allow', Action: { Ref: `PermittedActions${index}` }, Resource: { Ref: `PermittedResources${index}` } }, { Ref: 'AWS::NoValue' }],
    })));
    expect(templates[file].Conditions.HasPermissions5).toEqual({ 'Fn::Not': [{ 'Fn::Equals': [{ 'Fn::Join': ['', { Ref: 'PermittedActions5' }] }, ''] }] });
  });
});

test('the role that applies the definition can delete neither the core nor the module-definition pipeline', () => {
  const { Statement } = templates['templates/modules.template.json'].Resources.ApplyRole.Properties.Policies[0].PolicyDocument;
  const [denied] = Statement.filter(({ Effect }: any) => Effect === 'Deny');

  expect([denied.Action, denied.Resource.map(text)]).toEqual(['cloudformation:DeleteStack', [
    expect.stringContaining('stack/${Solution}-core/*'), expect.stringContaining('stack/${Solution}-modules/*'),
  ]]);
});
