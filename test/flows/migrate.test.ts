import { ROOT, core, directory, entry, expectedEffects, module, push, rehearseOnce } from './rehearsal';

jest.setTimeout(300_000);

const TABLE = (name: string) => `
    Type: AWS::DynamoDB::Table
    DeletionPolicy: Retain
    Properties:
      ${name ? `TableName: ${name}` : '# without a name of its own'}
      BillingMode: PAY_PER_REQUEST
      AttributeDefinitions: [{ AttributeName: vin, AttributeType: S }]
      KeySchema: [{ AttributeName: vin, KeyType: HASH }]`;
const setting = (value: string) => `
  Setting: { Type: AWS::SSM::Parameter, Properties: { Name: !Sub '/\${AWS::StackName}-setting', Type: String, Value: ${value} } }`;
const TRIPS_BEFORE = `Resources:${setting('before')}\n`;
const TRIPS_AFTER = `Resources:${setting('after')}\n  Trips:${TABLE('trips-prod')}\n`;
const LEGACY_BEFORE = `Resources:\n  Owners:${TABLE('')}\n  Old: { Type: AWS::SNS::Topic }\n`;
const LEGACY_AFTER = `Resources:\n  Owners:${TABLE('')}${setting('new')}\nOutputs: { Table: { Value: !Ref Owners } }\n`;

/** Runs a command with the SDK's clients of CloudFormation and DynamoDB as `c` and `d`. */
const sdk = (code: string) => `node - <<'END'
const [c, d] = ['cloudformation', 'dynamodb'].map(name => require('${ROOT}/node_modules/@aws-sdk/client-' + name));
const stacks = new c.CloudFormationClient({}), tables = new d.DynamoDBClient({});
const wait = milliseconds => new Promise(resolve => setTimeout(resolve, milliseconds));
const tableOf = async StackName => (await stacks.send(new c.ListStackResourcesCommand({ StackName }))).StackResourceSummaries.find(({ ResourceType }) => ResourceType === 'AWS::DynamoDB::Table')?.PhysicalResourceId;
const show = async (label, StackName, TableName) => console.log(label, await tableOf(StackName), JSON.stringify((await tables.send(new d.ScanCommand({ TableName }))).Items));
(async () => { ${code} })().catch(error => { console.error(error); process.exit(1); });
END`;

/** Makes the folder of a module, and runs the command with it as \`$folder\`. */
const withFolder = (name: string, template: string, command: string) => `folder=$(mktemp -d) && echo 'Name: ${name}' > $folder/module.yaml && cat > $folder/cloudformation.yaml <<'END'
${template}END
${command}; status=$?; rm -r $folder; exit $status`;

const importTrips = 'npx cv-insync import trips --resource Trips=trips-prod --folder $folder --reason "from the estate" --yes';
const written = (template: string) => `cat > cloudformation.yaml <<'END'\n${template}END\n`;

const STEPS = {
  'set-up': 'setup',
  'the estate': {
    invoke: sdk(`
    await tables.send(new d.CreateTableCommand({ TableName: 'trips-prod', BillingMode: 'PAY_PER_REQUEST', AttributeDefinitions: [{ AttributeName: 'vin', AttributeType: 'S' }], KeySchema: [{ AttributeName: 'vin', KeyType: 'HASH' }] }));
    await stacks.send(new c.CreateStackCommand({ StackName: 'cv-legacy', TemplateBody: ${JSON.stringify(LEGACY_BEFORE)} }));
    await c.waitUntilStackCreateComplete({ client: stacks, maxWaitTime: 20, minDelay: 1, maxDelay: 1 }, { StackName: 'cv-legacy' });
    for (const TableName of ['trips-prod', await tableOf('cv-legacy')]) await tables.send(new d.PutItemCommand({ TableName, Item: { vin: { S: 'of ' + TableName.slice(0, 9) } } }));
    await show('LEGACY', 'cv-legacy', await tableOf('cv-legacy'));`),
  },
  'permit': { invoke: withFolder('trips', TRIPS_AFTER, `${importTrips}; test $? = 3`) },
  'import': { invoke: withFolder('trips', TRIPS_AFTER, importTrips) },
  'deliver what was imported': push('trips', written(TRIPS_AFTER)),
  'read it': { invoke: sdk("await show('IMPORTED', 'cv-trips', 'trips-prod')") },
  'give it back': push('trips', written(TRIPS_BEFORE)),
  'read it outside': { invoke: sdk("await show('OUTSIDE', 'cv-trips', 'trips-prod')") },
  'add without a yes': { invoke: '! npx cv-insync add legacy --source github:acme/legacy' },
  'list it': directory({ 'operator/legacy': entry('legacy') }),
  'plan': { invoke: withFolder('legacy', LEGACY_AFTER, 'npx cv-insync plan --folder legacy=$folder') },
  'take over': { invoke: withFolder('legacy', LEGACY_AFTER, 'npx cv-insync add legacy --take-over --folder $folder --yes') },
  'read what was taken': { invoke: sdk("await show('TAKEN', 'cv-legacy', await tableOf('cv-legacy'))") },
};

const modules = ['estate', 'reader', 'trips'];
const rehearsal = rehearseOnce(STEPS, [...modules, 'legacy'], {
  ...core(modules),
  'estate/module.yaml': 'Name: estate\nParameters: [{ Name: TableName, Default: vehicles-prod }]\nProduces: [{ Name: TableName, Description: Table of a stack outside }]\n',
  ...module('reader', { consumes: ['estate/TableName'] }),
  'trips/module.yaml': 'Name: trips\n',
  'trips/cloudformation.yaml': TRIPS_BEFORE,
  'legacy/module.yaml': 'Name: legacy\n',
  'legacy/cloudformation.yaml': LEGACY_AFTER,
});
const { happenedIn } = rehearsal;
const said = (pattern: RegExp) => expect(rehearsal.all().output).toMatch(pattern);

test('every step succeeds', () => {
  expect(rehearsal.outcome()).toEqual({ code: 0, output: '' });
});

describe('what stays outside', () => {
  test('is offered by a module of names alone, and read by others', () => {
    const { ran, created } = happenedIn('set-up');

    expect(ran).toEqual(['core, creation: Succeeded', ...['estate', 'modules', 'reader', 'trips'].map(name => `${name}, creation: Succeeded`)]);
    expect(created).toContain('cv-estate');
    expect(rehearsal.all().report.account.parameters).toMatchObject({ '/cv/modules/estate/outputs/TableName': 'vehicles-prod' });
  });
});

describe('a table that exists', () => {
  test('whose name is not the module\'s is permitted to its deploy role first', () => {
    expect(happenedIn('permit')).toEqual(expectedEffects({
      ran: ['core, event:Parameter Store Change: Succeeded', 'modules, update: Succeeded', 'trips, update: Succeeded'], updated: ['cv-delivery-trips', 'cv-modules'],
    }));
    said(/trips is permitted dynamodb:.* on arn:aws:dynamodb:us-east-1:123456789012:table\/trips-prod/);
  });

  test('is imported into its stack with its data, and no pipeline runs', () => {
    expect(happenedIn('import')).toEqual(expectedEffects({ updated: ['cv-trips'] }));
  });

  test('is the module\'s from the next push on, with its data', () => {
    expect(happenedIn('deliver what was imported')).toEqual(expectedEffects({ ran: ['trips, push: Succeeded'], updated: ['cv-trips'] }));
    said(/IMPORTED trips-prod \[\{"vin":\{"S":"of trips-pro"\}\}\]/);
  });

  test('leaves the stack with its data when a version without it is pushed', () => {
    expect(happenedIn('give it back')).toEqual(expectedEffects({ ran: ['trips, push: Succeeded'], updated: ['cv-trips'] }));
    said(/OUTSIDE undefined \[\{"vin":\{"S":"of trips-pro"\}\}\]/);
  });
});

describe('a stack of the module\'s name', () => {
  test('is not taken silently: the command refuses, and Prepare holds the module back', () => {
    expect(happenedIn('add without a yes')).toEqual(expectedEffects({}));
    said(/error: legacy: the stack cv-legacy exists already, and the solution did not make it; take it over \(cv-insync add legacy --take-over/);
    expect(happenedIn('list it')).toEqual(expectedEffects({ ran: ['core, event:Parameter Store Change: Succeeded'], heldBack: ['legacy'] }));
  });

  test('is compared with the module\'s template: what would be deleted is named', () => {
    expect(happenedIn('plan')).toEqual(expectedEffects({}));
    said(/legacy +hold back/);
    said(/deleted: +Old: arn:aws:sns:us-east-1:123456789012:cv-legacy-Old-\w+ \(AWS::SNS::Topic\)\n +replaced: nothing/);
  });

  test('is taken over with its data', () => {
    expect(happenedIn('take over')).toEqual(expectedEffects({
      ran: ['core, event:Parameter Store Change: Succeeded', 'legacy, creation: Succeeded', 'modules, update: Succeeded'], created: ['cv-delivery-legacy'], updated: ['cv-legacy', 'cv-modules'],
    }));
    const [, before] = /LEGACY (.*)/.exec(rehearsal.all().output)!;
    expect(before).toMatch(/^cv-legacy-Owners-\w+ \[\{"vin":\{"S":"of cv-legacy"\}\}\]$/);
    expect(rehearsal.all().output).toContain(`TAKEN ${before}`);
  });
});
