import assert from 'node:assert/strict';
import { test } from 'node:test';
import { Owner } from '../src/alert';
import { Dependencies, notify } from '../src/notify';

class FakeDependencies implements Dependencies {
  readonly published: Record<string, string> = {};
  readonly texts: Record<string, string> = {};
  asked = 0;

  /** `owners` are the users of VIN1; what is `broken` fails. */
  constructor(private readonly owners: Record<string, Owner> = {}, private readonly broken: string[] = []) {}

  async ownersOf(vin: string) {
    this.asked++;
    this.breakIf('the fleet');
    return vin === 'VIN1' ? [...Object.keys(this.owners), 'gone'] : [];
  }

  async user(ownerId: string) {
    this.breakIf(ownerId);
    return this.owners[ownerId];
  }

  async publish(topic: string, payload: string) {
    this.breakIf(topic);
    this.published[topic] = payload;
  }

  async text(phone: string, text: string) {
    this.breakIf(phone);
    this.texts[phone] = text;
  }

  private breakIf(what: string) {
    if (this.broken.includes(what)) throw new Error(`${what} is away`);
  }
}

const [ANN, BOB] = ['+4915112345678', '+14255550100'];
const owner = (phone?: string, more: Partial<Owner> = {}): Owner => ({ enabled: true, phone, phoneVerified: true, ...more });
const request = (message: object, vin = 'VIN1') => ({ vin, message: { type: 'dtc', ...message } });

test('publishes to the vehicle and texts its owners', async () => {
  const dependencies = new FakeDependencies({ ann: owner(ANN), bob: owner(BOB) });

  const sent = await notify(request({ mobile: 'Engine misfires', mqtt: { code: 'P0300' } }), dependencies);

  assert.deepEqual(dependencies.published, { 'connectedcar/alert/VIN1/dtc': '{"code":"P0300"}' });
  assert.deepEqual(dependencies.texts, { [ANN]: 'Engine misfires', [BOB]: 'Engine misfires' });
  assert.deepEqual(sent, { vin: 'VIN1', published: 'connectedcar/alert/VIN1/dtc', texted: 2 });
});

test('texts a phone once, however many owners share it', async () => {
  const dependencies = new FakeDependencies({ ann: owner(BOB), bob: owner(BOB) });

  assert.equal((await notify(request({ mobile: 'hello' }), dependencies)).texted, 1);
});

test('texts neither a phone that nobody proved to be theirs, nor an owner who may not sign in any more', async () => {
  const dependencies = new FakeDependencies({ ann: owner(ANN, { phoneVerified: false }), bob: owner(BOB, { enabled: false }), cid: owner() });

  assert.equal((await notify(request({ mobile: 'hello' }), dependencies)).texted, 0);
});

test('does not look for owners when nobody is to be texted', async () => {
  const dependencies = new FakeDependencies();

  await notify(request({ type: 'poi', mqtt: 'coffee ahead' }), dependencies);

  assert.equal(dependencies.asked, 0);
  assert.deepEqual(dependencies.published, { 'connectedcar/alert/VIN1/poi': '"coffee ahead"' });
});

test('still reaches the owner when the vehicle cannot be reached, and fails', async () => {
  const dependencies = new FakeDependencies({ bob: owner(BOB) }, ['connectedcar/alert/VIN1/dtc']);

  await assert.rejects(
    notify(request({ mobile: 'hello', mqtt: {} }), dependencies),
    /not all messages about VIN1 were sent \(1 failed\): Error: connectedcar\/alert\/VIN1\/dtc is away/,
  );
  assert.deepEqual(dependencies.texts, { [BOB]: 'hello' });
});

test('still reaches the vehicle when its owners cannot be found out, and fails', async () => {
  const dependencies = new FakeDependencies({}, ['the fleet']);

  await assert.rejects(notify(request({ mobile: 'hello', mqtt: {} }), dependencies), /the fleet is away/);
  assert.deepEqual(dependencies.published, { 'connectedcar/alert/VIN1/dtc': '{}' });
});

test('still reaches an owner when another cannot be looked up, and fails', async () => {
  const dependencies = new FakeDependencies({ ann: owner(ANN), bob: owner(BOB) }, ['ann']);

  await assert.rejects(notify(request({ mobile: 'hello' }), dependencies), /ann is away/);
  assert.deepEqual(dependencies.texts, { [BOB]: 'hello' });
});

test('cuts a text at the length that a text message may have', async () => {
  const dependencies = new FakeDependencies({ bob: owner(BOB) });

  await notify(request({ mobile: 'x'.repeat(2000) }), dependencies);

  assert.equal(dependencies.texts[BOB].length, 1600);
});

test('refuses a request and names everything that is wrong with it', async () => {
  await assert.rejects(notify({ vin: 'a/b', message: { type: '#' } }, new FakeDependencies()), ({ message }: Error) => {
    assert.match(message, /^not a notification: vin must be .* got "a\/b"; message\.type must be .* got "#"; message has neither "mobile" nor "mqtt"/);
    return true;
  });
  await assert.rejects(notify(undefined, new FakeDependencies()), /vin must be a text .* got undefined/);
});
