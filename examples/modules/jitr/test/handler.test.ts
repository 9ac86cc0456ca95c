import assert from 'node:assert/strict';
import { beforeEach, test } from 'node:test';
import { certificateFor } from './certificates';
import { handlerWith } from '../src/handler';

const certificateId = 'ab'.repeat(32);
const certificateArn = `arn:aws:iot:us-east-1:123456789012:cert/${certificateId}`;

interface Command { readonly constructor: { readonly name: string }; readonly input: object }

let sent: [string, object][];
let answers: Record<string, object>;
const client = {
  async send({ constructor: { name }, input }: Command) {
    sent.push([name, input]);
    return answers[name] ?? {};
  },
};
const handler = handlerWith({ dynamodb: client as never, iot: client as never }, { OWNER_TABLE: 'owners', OWNER_BY_VIN_INDEX: 'by-vin', VEHICLE_POLICY: 'vehicle' });

beforeEach(async () => {
  sent = [];
  const certificatePem = await certificateFor('WVWZZZ1JZXW000001');
  answers = {
    DescribeCertificateCommand: { certificateDescription: { certificateArn, certificatePem, status: 'PENDING_ACTIVATION' } },
    QueryCommand: { Count: 1 },
  };
});

test('looks the certificate up, asks the fleet, attaches the policy and activates', async () => {
  await handler({ certificateId });

  assert.deepEqual(sent, [
    ['DescribeCertificateCommand', { certificateId }],
    ['QueryCommand', {
      TableName: 'owners', IndexName: 'by-vin', KeyConditionExpression: 'vin = :vin', ExpressionAttributeValues: { ':vin': 'WVWZZZ1JZXW000001' }, Limit: 1,
    }],
    ['AttachPolicyCommand', { policyName: 'vehicle', target: certificateArn }],
    ['UpdateCertificateCommand', { certificateId, newStatus: 'ACTIVE' }],
  ]);
});

test('fails, and so is tried again, when the fleet has no owner of the vehicle', async () => {
  answers.QueryCommand = { Count: 0 };

  await assert.rejects(handler({ certificateId }), /has no owner in the fleet/);
  assert.deepEqual(sent.map(([name]) => name), ['DescribeCertificateCommand', 'QueryCommand']);
});
