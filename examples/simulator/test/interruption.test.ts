import assert from 'node:assert/strict';
import { AddressInfo, Socket, createServer } from 'node:net';
import { TestContext, describe, test } from 'node:test';
import { setTimeout as sleep } from 'node:timers/promises';
import { MqttClient } from 'mqtt';
import { simulateCommand } from '../src/command';
import { Simulation, simulate, vins } from '../src/fleet';
import { brokerAt } from '../src/output/broker';
import { Failure } from '../src/output/output';
import { Published, run } from '../src/run';

const SIMULATION: Simulation = { seed: 7, vehicles: 2, seconds: 900, interval: 10, start: 0, near: { latitude: 48, longitude: 11 } };
const FLEET = vins(SIMULATION);
const MESSAGES = [...simulate(SIMULATION)].flat();
const sum = ({ telemetry, trip, dtc }: Published) => telemetry + trip + dtc;

/** A broker without certificates; `refuses` is asked for each message, `undefined` leaves it without an answer. */
async function start(refuses: (topic: string) => boolean | undefined = () => false, port = 0) {
  const { Aedes } = await import('aedes');
  const broker = await Aedes.createBroker();
  const received: string[] = [];
  broker.authorizePublish = (client, { topic, payload }, done) => {
    if (!client) return done(null);
    const refused = refuses(topic);
    if (refused === false) received.push(`${topic} ${payload}`);
    if (refused !== undefined) done(refused ? new Error('not authorized') : null);
  };
  const sockets = new Set<Socket>();
  const listener = createServer(socket => {
    sockets.add(socket);
    broker.handle(socket);
  });
  await new Promise<void>(resolve => listener.listen(port, '127.0.0.1', resolve));
  const close = async () => {
    const closed = new Promise(resolve => listener.close(resolve));
    for (const socket of sockets) socket.destroy();
    await new Promise<void>(resolve => broker.close(resolve));
    await closed;
  };
  const url = `mqtt://127.0.0.1:${(listener.address() as AddressInfo).port}`;
  return { url, port: Number(new URL(url).port), received, close, connected: () => broker.connectedClients };
}

async function started(t: TestContext, refuses?: (topic: string) => boolean | undefined) {
  const broker = await start(refuses);
  t.after(broker.close);
  return broker;
}

async function failureOf(url: string, timeout: number, during?: () => void): Promise<string> {
  const output = await brokerAt({ url, vins: FLEET, timeout });
  const outcome = run(SIMULATION, output, { speed: 600 });
  during?.();
  const error: unknown = await outcome.then(() => assert.fail('everything was published'), reason => reason);
  await output.end();
  assert.ok(error instanceof Failure, String(error));
  return error.message;
}

/** These mostly wait, each for brokers of its own. */
describe('at the same time', { concurrency: true }, () => {
  for (const kind of ['telemetry', 'trip']) {
    test(`a broker that closes the connection upon ${kind} is an error that names the vehicle and the topic`, async t => {
      const topic = `connectedcar/${kind}/${FLEET[1]}`;
      const { url } = await started(t, asked => asked === topic);

      assert.equal(await failureOf(url, 1500), `connected to ${url}, but the broker closes the connection when ${FLEET[1]} publishes to ${topic}; check whether the policy of its certificate allows that`);
    });
  }

  test('a broker that never acknowledges is an error, too', async t => {
    const { url } = await started(t, topic => topic.startsWith('connectedcar/trip/') ? undefined : false);

    assert.match(await failureOf(url, 1500), new RegExp(`^the broker at ${url} does not acknowledge the messages of (${FLEET.join('|')}) to connectedcar/trip/\\1$`));
  });

  test('a broker that goes away is an error that tells why it cannot be reached', async () => {
    const { url, close } = await start();

    const message = await failureOf(url, 2500, () => setTimeout(() => { void close(); }, 400));

    assert.match(message, new RegExp(`^the connection to ${url} was lost while (${FLEET.join('|')}) published to connectedcar/\\w+/\\1: connect ECONNREFUSED `));
  });

  test('a publish that nobody acknowledges ends when it is told to, and only what was acknowledged counts', async t => {
    const { url, received } = await started(t, topic => topic.startsWith('connectedcar/trip/'));
    const output = await brokerAt({ url, vins: FLEET });
    const began = performance.now();

    const published = await run(SIMULATION, output, { stop: AbortSignal.timeout(1000) });
    await output.end();

    assert.ok(performance.now() - began < 3000);
    assert.equal(published.trip, 0);
    assert.ok(published.telemetry > 0 && published.telemetry <= new Set(received).size, `${published.telemetry} of ${received.length}`);
  });
});

test('a broker that comes back in time gets everything', async t => {
  const first = await start();
  const said: string[] = [];
  const output = await brokerAt({ url: first.url, vins: FLEET, timeout: 10_000, report: text => said.push(text) });
  const outcome = run(SIMULATION, output, { speed: 450 });

  await sleep(700);
  await first.close();
  await sleep(1500);
  const second = await start(undefined, first.port);
  t.after(second.close);
  const published = await outcome;
  await output.end();

  assert.equal(sum(published), MESSAGES.length);
  assert.ok(first.received.length > 0 && first.received.length < MESSAGES.length, String(first.received.length));
  // A message whose acknowledgement was lost comes twice.
  assert.deepEqual([...new Set([...first.received, ...second.received])].sort(), MESSAGES.map(({ topic, payload }) => `${topic} ${JSON.stringify(payload)}`).sort());
  assert.equal(said.length, 1);
  assert.match(said[0], new RegExp(`^vehicle (${FLEET.join('|')}) lost its connection to ${first.url}; reconnecting$`));
});

test('what mqtt.js drops as the connection closes is published again', async t => {
  const { url, received } = await started(t);
  const output = await brokerAt({ url, vins: FLEET });
  const dropped = t.mock.method(MqttClient.prototype, 'publishAsync');
  dropped.mock.mockImplementationOnce(() => Promise.reject(new Error('Connection closed')));

  const published = await output.publish(MESSAGES.slice(0, 5));
  await output.end();

  assert.equal(dropped.mock.callCount(), 6);
  assert.equal(published.length, 5);
  assert.equal(received.length, 5);
});

test('what cannot be published at all is told at once, and not tried for ever', async t => {
  const { url } = await started(t);
  const output = await brokerAt({ url, vins: FLEET });
  const refused = t.mock.method(MqttClient.prototype, 'publishAsync', () => Promise.reject(new Error('Invalid topic')));

  await assert.rejects(output.publish(MESSAGES.slice(0, 1)), ({ message }: Error) =>
    message === `cannot publish to ${MESSAGES[0].topic} at ${url}: Invalid topic`);
  await output.end();

  assert.equal(refused.mock.callCount(), 1);
});

test('the command tells of a broker that is not there at once, and once, and gives up in the end', async t => {
  const { url, close } = await start();
  await close();
  const said: string[] = [];
  t.mock.method(process.stderr, 'write', (text: string) => said.push(text));
  const began = performance.now();

  const code = simulateCommand(['--vehicles', '3', '--out', url], 1500);
  while (said.length === 0) await sleep(10);
  const after = performance.now() - began;

  assert.equal(await code, 1);
  assert.ok(after < 1000, String(after));
  const reason = `connect ECONNREFUSED ${new URL(url).host}`;
  assert.deepEqual(said, [`cannot connect to ${url}: ${reason}; retrying for 1.5 seconds\n`, `vehicle CVS00000001000001 cannot connect to ${url}: ${reason}\n`]);
});

test('the command gives a host that does not exist up at once', async t => {
  // Longer than a name can be, so no name server is asked.
  const host = `${'x'.repeat(64)}.invalid`;
  const said: string[] = [];
  t.mock.method(process.stderr, 'write', (text: string) => said.push(text));
  const began = performance.now();

  assert.equal(await simulateCommand(['--vehicles', '3', '--out', `mqtt://${host}`]), 1);

  assert.ok(performance.now() - began < 5000);
  assert.deepEqual(said, [`cannot connect to mqtt://${host}: getaddrinfo ENOTFOUND ${host}; check the host\n`]);
});

test('the command tells of it once, ends with 1, and leaves no connection', async t => {
  const { url, connected } = await started(t, topic => topic.startsWith('connectedcar/trip/'));
  const said: string[] = [];
  t.mock.method(process.stderr, 'write', (text: string) => said.push(text));

  assert.equal(await simulateCommand(['--vehicles', '2', '--seed', '7', '--speed', '6000', '--out', url], 1500), 1);

  assert.match(said.at(-1)!, /^connected to .*, but the broker closes the connection when CVS\d+ publishes to connectedcar\/trip\/CVS\d+; check whether the policy of its certificate allows that\n$/);
  assert.equal(said.length, 2, said.join(''));
  await sleep(100);
  assert.equal(connected(), 0);
});

test('the first Ctrl-C ends a run whose publish waits, with the tally', async t => {
  let ask = () => undefined;
  const asked = new Promise<void>(resolve => { ask = () => void resolve(); });
  const { url } = await started(t, () => ask());
  const said: string[] = [];
  t.mock.method(process.stderr, 'write', (text: string) => said.push(text));

  const code = simulateCommand(['--vehicles', '2', '--seed', '7', '--speed', '6000', '--out', url]);
  await asked;
  const interrupted = performance.now();
  process.emit('SIGINT');

  assert.equal(await code, 0);
  assert.ok(performance.now() - interrupted < 1000);
  assert.deepEqual(said, ['published 0 messages of 2 vehicles: 0 of telemetry, 0 of trips, 0 of trouble codes\n']);
});
