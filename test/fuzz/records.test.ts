import Ajv from 'ajv';
import fc from 'fast-check';
import contractSchema from './contract.schema.json';
import entrySchema from './entry.schema.json';
import { fuzz } from '../../packages/emulator/test/fuzz/fuzz';
import { mutated, mutatedText } from '../../packages/emulator/test/fuzz/mutants';
import type { Parsed } from '../../src/model/parse';
import { parseContract, parseEntry } from '../../src/model/parse';
import { contractIn } from '../../src/model/template-contract';

const ENTRIES = [
  { schema: 1, name: 'dtc', source: { kind: 'github', repository: 'acme/cv-dtc', branch: 'main' } },
  { schema: 1, name: 'dtc', source: { kind: 'gitlab', repository: 'acme/vehicles/dtc', branch: 'release/1.x', folder: 'modules/dtc', connectionArn: 'arn:aws:codeconnections:eu-west-1:111122223333:connection/0f6b' }, approval: true },
  { schema: 1, name: 'dtc', source: { kind: 's3', bucket: 'releases', key: 'dtc/latest.zip' }, parameters: { Level: 'high', Radius: '5' } },
  { schema: 1, name: 'dtc', source: { kind: 's3', bucket: 'releases', key: 'dtc.zip' }, permissions: [{ actions: ['s3:GetObject', 'ses:Send*'], resources: ['arn:aws:s3:::data/*'] }, { actions: ['iot:Connect'], resources: ['*'] }] },
  { schema: 1, name: 'dtc', removed: true },
];
const CONTRACTS = [
  { schema: 1, name: 'dtc', version: '1.2.3', produces: ['FunctionArn', 'TableName'], consumes: ['fleet/TripTableName'] },
  { schema: 1, name: 'dtc', version: '0.0.0', produces: [], consumes: [] },
];
const text = (examples: readonly unknown[]) => fc.oneof(mutated(examples).map(each => JSON.stringify(each) ?? ''), mutatedText(examples.map(each => JSON.stringify(each))), fc.json());

/** What a parser accepts, the schema accepts; what it refuses, it gives reasons for, which a terminal can show. */
function judged(name: string, examples: readonly unknown[], schema: object, parse: (text: string) => Parsed<unknown>) {
  const isValid = new Ajv().compile(schema);
  let accepted = 0;
  fuzz(name, 24_000, text(examples), given => {
    const { value, problems } = parse(given);
    expect(value === undefined).toBe(problems.length > 0);
    // eslint-disable-next-line no-control-regex
    for (const { where, message } of problems) expect(`${where}: ${message}`).toMatch(/^[^\u0000-\u001f\u007f-\u009f]*$/);
    if (value === undefined) return;
    accepted++;
    expect({ given, valid: isValid(JSON.parse(given)) }).toEqual({ given, valid: true });
  });
  test(`of these ${name}, some are accepted`, () => expect(accepted).toBeGreaterThan(10));
}

judged('entries', ENTRIES, entrySchema, given => parseEntry(given, 'dtc'));
judged('contracts', CONTRACTS, contractSchema, given => parseContract(given, 'dtc'));

const TEMPLATE = {
  Parameters: { Trips: { Type: 'AWS::SSM::Parameter::Value<String>', Default: '/cv/modules/fleet/outputs/TripTableName' } },
  Resources: { Contract: { Type: 'AWS::SSM::Parameter', Properties: { Type: 'String', Name: '/cv/modules/dtc/contract', Value: JSON.stringify(CONTRACTS[0]) } } },
};
const isContract = new Ajv().compile({ ...contractSchema, required: ['produces', 'consumes'], properties: { produces: contractSchema.properties.produces, consumes: contractSchema.properties.consumes } });
fuzz('contracts in templates', 60_000, mutated([TEMPLATE]).filter(each => typeof each === 'object' && each !== null), template => {
  const found = contractIn(template, 'cv', 'dtc');
  if (typeof found !== 'string') expect({ found, valid: isContract(found) }).toEqual({ found, valid: true });
});
