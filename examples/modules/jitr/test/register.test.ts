import assert from 'node:assert/strict';
import { test } from 'node:test';
import { certificateFor } from './certificates';
import { Certificate, Outside, register } from '../src/register';

const VIN = 'WVWZZZ1JZXW000001';
const id = 'ab'.repeat(32);
const event = { certificateId: id, caCertificateId: 'cd'.repeat(32), certificateStatus: 'PENDING_ACTIVATION', awsAccountId: '123456789012' };

class FakeOutside implements Outside {
  readonly done: string[] = [];
  attaching = true;

  constructor(private pem: string, private status = 'PENDING_ACTIVATION', private readonly fleet = [VIN]) {}

  async certificate(certificateId: string) {
    return { id: certificateId, arn: `arn:aws:iot:us-east-1:123456789012:cert/${certificateId}`, pem: this.pem, status: this.status };
  }

  async known(vin: string) {
    return this.fleet.includes(vin);
  }

  async attachPolicy(certificate: Certificate) {
    if (!this.attaching) throw new Error('throttled');
    this.done.push(`policy for ${certificate.arn.slice(-4)}`);
  }

  async activate(certificate: Certificate) {
    this.done.push(`active ${certificate.id.slice(-4)}`);
    this.status = 'ACTIVE';
  }
}

test('a vehicle of the fleet gets its policy, and then its certificate is activated', async () => {
  const outside = new FakeOutside(await certificateFor(VIN));

  assert.deepEqual(await register(event, outside), { certificateId: id, vin: VIN, registered: true });
  assert.deepEqual(outside.done, ['policy for abab', 'active abab']);
});

test('the same event again changes nothing', async () => {
  const outside = new FakeOutside(await certificateFor(VIN));
  await register(event, outside);

  assert.deepEqual(await register(event, outside), { certificateId: id, status: 'ACTIVE', registered: false });
  assert.deepEqual(outside.done, ['policy for abab', 'active abab']);
});

for (const status of ['INACTIVE', 'REVOKED']) {
  test(`a certificate that is ${status} stays so`, async () => {
    const outside = new FakeOutside(await certificateFor(VIN), status);

    assert.deepEqual(await register(event, outside), { certificateId: id, status, registered: false });
    assert.deepEqual(outside.done, []);
  });
}

test('a vehicle that the fleet does not have is not let in', async () => {
  const outside = new FakeOutside(await certificateFor('WVWZZZ1JZXW000002'));

  await assert.rejects(register(event, outside), /vehicle WVWZZZ1JZXW000002 has no owner in the fleet: its certificate (ab)+ stays as it is/);
  assert.deepEqual(outside.done, []);
});

test('a certificate is not activated without its policy', async () => {
  const outside = new FakeOutside(await certificateFor(VIN));
  outside.attaching = false;
  await assert.rejects(register(event, outside), /throttled/);
  assert.deepEqual(outside.done, []);

  outside.attaching = true;
  await register(event, outside);
  assert.deepEqual(outside.done, ['policy for abab', 'active abab']);
});

for (const name of ['*', 'connectedcar/#', 'WVWZZZ1JZXW00000', 'WVWZZZ1JZXW0000O1', '${aws:username}']) {
  test(`a certificate for ${name}, which is no VIN, is not activated`, async () => {
    const outside = new FakeOutside(await certificateFor(name), undefined, [name]);

    await assert.rejects(register(event, outside), ({ message }: Error) => message.includes('must be one VIN') && message.includes(JSON.stringify(name)));
    assert.deepEqual(outside.done, []);
  });
}

test('refuses an event without a certificate', async () => {
  await assert.rejects(register({ certificateId: '../x' }, new FakeOutside('')), /certificateId must be 64 hexadecimal digits, got "\.\.\/x"/);
});
