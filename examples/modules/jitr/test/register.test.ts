import assert from 'node:assert/strict';
import { test } from 'node:test';
import { certificateFor } from './certificates';
import { Certificate, Dependencies, register } from '../src/register';

const VIN = 'WVWZZZ1JZXW000001';
const id = 'ab'.repeat(32);
const event = { certificateId: id, caCertificateId: 'cd'.repeat(32), certificateStatus: 'PENDING_ACTIVATION', awsAccountId: '123456789012' };

class FakeDependencies implements Dependencies {
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
  const dependencies = new FakeDependencies(await certificateFor(VIN));

  assert.deepEqual(await register(event, dependencies), { certificateId: id, vin: VIN, registered: true });
  assert.deepEqual(dependencies.done, ['policy for abab', 'active abab']);
});

test('the same event again changes nothing', async () => {
  const dependencies = new FakeDependencies(await certificateFor(VIN));
  await register(event, dependencies);

  assert.deepEqual(await register(event, dependencies), { certificateId: id, status: 'ACTIVE', registered: false });
  assert.deepEqual(dependencies.done, ['policy for abab', 'active abab']);
});

for (const status of ['INACTIVE', 'REVOKED']) {
  test(`a certificate that is ${status} stays so`, async () => {
    const dependencies = new FakeDependencies(await certificateFor(VIN), status);

    assert.deepEqual(await register(event, dependencies), { certificateId: id, status, registered: false });
    assert.deepEqual(dependencies.done, []);
  });
}

test('a vehicle that the fleet does not have is not let in', async () => {
  const dependencies = new FakeDependencies(await certificateFor('WVWZZZ1JZXW000002'));

  await assert.rejects(register(event, dependencies), /vehicle WVWZZZ1JZXW000002 has no owner in the fleet: its certificate (ab)+ is not activated/);
  assert.deepEqual(dependencies.done, []);
});

test('a certificate is not activated without its policy', async () => {
  const dependencies = new FakeDependencies(await certificateFor(VIN));
  dependencies.attaching = false;
  await assert.rejects(register(event, dependencies), /throttled/);
  assert.deepEqual(dependencies.done, []);

  dependencies.attaching = true;
  await register(event, dependencies);
  assert.deepEqual(dependencies.done, ['policy for abab', 'active abab']);
});

for (const name of ['*', 'connectedcar/#', 'WVWZZZ1JZXW00000', 'WVWZZZ1JZXW0000O1', '${aws:username}']) {
  test(`a certificate for ${name}, which is no VIN, is not activated`, async () => {
    const dependencies = new FakeDependencies(await certificateFor(name), undefined, [name]);

    await assert.rejects(register(event, dependencies), ({ message }: Error) => message.includes('must be one VIN') && message.includes(JSON.stringify(name)));
    assert.deepEqual(dependencies.done, []);
  });
}

test('refuses an event without a certificate', async () => {
  await assert.rejects(register({ certificateId: '../x' }, new FakeDependencies('')), /certificateId must be 64 hexadecimal digits, got "\.\.\/x"/);
});
