import assert from 'node:assert/strict';
import { test } from 'node:test';
import { Owner } from '../src/alert';
import { Outside, notify } from '../src/notify';

class FakeOutside implements Outside {
  readonly published: Record<string, string> = {};
  readonly texts: Record<string, string> = {};
  asked = 0;

  constructor(private readonly owners: Owner[] = [], private readonly broken: string[] = []) {}

  async ownersOf(vin: string) {
    this.asked++;
    return this.owners.filter(owner => owner.vin === vin);
  }

  async publish(topic: string, payload: string) {
    if (this.broken.includes(topic)) throw new Error('the broker is away');
    this.published[topic] = payload;
  }

  async text(phone: string, text: string) {
    if (this.broken.includes(phone)) throw new Error('the phone is off');
    this.texts[phone] = text;
  }
}

const owner = (owner_id: string, mobile?: string): Owner => ({ owner_id, vin: 'VIN1', mobile });

test('publishes to the vehicle and texts its owners', async () => {
  const outside = new FakeOutside([owner('ann', '+4915112345678'), owner('bob', '+14255550100'), { ...owner('eve', '+4915100000000'), vin: 'VIN2' }]);

  const sent = await notify({ vin: 'VIN1', message: { type: 'dtc', mobile: 'Engine misfires', mqtt: { code: 'P0300' } } }, outside);

  assert.deepEqual(outside.published, { 'connectedcar/alert/VIN1/dtc': '{"code":"P0300"}' });
  assert.deepEqual(outside.texts, { '+4915112345678': 'Engine misfires', '+14255550100': 'Engine misfires' });
  assert.deepEqual(sent, { published: 'connectedcar/alert/VIN1/dtc', texted: 2 });
});

test('texts a phone once, however many owners share it, and skips what is not a phone number', async () => {
  const outside = new FakeOutside([owner('ann', '+14255550100'), owner('bob', '+14255550100'), owner('cid', '0151 2345'), owner('dan')]);

  assert.equal((await notify({ vin: 'VIN1', message: { type: 'dtc', mobile: 'hello' } }, outside)).texted, 1);
});

test('does not look for owners when nobody is to be texted', async () => {
  const outside = new FakeOutside();

  await notify({ vin: 'VIN1', message: { type: 'poi', mqtt: 'coffee ahead' } }, outside);

  assert.equal(outside.asked, 0);
  assert.deepEqual(outside.published, { 'connectedcar/alert/VIN1/poi': '"coffee ahead"' });
});

test('still reaches the owner when the vehicle cannot be reached, and fails', async () => {
  const outside = new FakeOutside([owner('ann', '+14255550100')], ['connectedcar/alert/VIN1/dtc']);

  await assert.rejects(
    notify({ vin: 'VIN1', message: { type: 'dtc', mobile: 'hello', mqtt: {} } }, outside),
    /1 of 2 messages about VIN1 were not sent: Error: the broker is away/,
  );
  assert.deepEqual(outside.texts, { '+14255550100': 'hello' });
});

test('cuts a text at the length that a text message may have', async () => {
  const outside = new FakeOutside([owner('ann', '+14255550100')]);

  await notify({ vin: 'VIN1', message: { type: 'dtc', mobile: 'x'.repeat(2000) } }, outside);

  assert.equal(outside.texts['+14255550100'].length, 1600);
});

test('refuses a request and names everything that is wrong with it', async () => {
  await assert.rejects(notify({ vin: 'a/b', message: { type: '#' } }, new FakeOutside()), ({ message }: Error) => {
    assert.match(message, /^not a notification: vin must be .* got "a\/b"; message\.type must be .* got "#"; message has neither "mobile" nor "mqtt"/);
    return true;
  });
  await assert.rejects(notify(undefined, new FakeOutside()), /vin must be a text .* got undefined/);
});
