import assert from 'node:assert/strict';
import { copyFile, mkdir, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import * as path from 'node:path';
import { after, before, test } from 'node:test';
import { TLSSocket, createServer } from 'node:tls';
import { generate } from 'selfsigned';
import { Simulation, simulate, vins } from '../src/fleet';
import { brokerAt } from '../src/output/broker';
import { Failure } from '../src/output/output';
import { kindOf } from '../src/payloads';
import { run } from '../src/run';

const SIMULATION: Simulation = { seed: 7, vehicles: 3, seconds: 900, interval: 30, start: 0, near: { latitude: 48, longitude: 11 } };
const FLEET = vins(SIMULATION);
const certificate = (commonName: string, options: object) => generate([{ name: 'commonName', value: commonName }], { algorithm: 'sha256', keyType: 'ec', ...options });

let folder: string;
let url: string;
let close: () => Promise<void>;
let refuse = 0;
const received: { client: string; name: string; topic: string; payload: string; qos: number }[] = [];

before(async () => {
  folder = await mkdtemp(path.join(tmpdir(), 'simulator-'));
  const root = await certificate('root', { extensions: [{ name: 'basicConstraints', cA: true }, { name: 'keyUsage', keyCertSign: true }] });
  const ca = { key: root.private, cert: root.cert };
  const server = await certificate('localhost', { ca, extensions: [{ name: 'subjectAltName', altNames: [{ type: 2, value: 'localhost' }] }] });
  await writeFile(path.join(folder, 'ca.pem'), root.cert);
  for (const vin of FLEET) {
    const own = await certificate(vin, { ca });
    await writeFile(path.join(folder, `${vin}.pem`), own.cert);
    await writeFile(path.join(folder, `${vin}.key`), own.private);
  }

  const { Aedes } = await import('aedes');
  const broker = await Aedes.createBroker();
  const names = new Map<string, string>();
  broker.preConnect = (client, { clientId }, done) => {
    if (refuse > 0) {
      refuse--;
      client.conn.destroy();
      return;
    }
    names.set(clientId, (client.conn as TLSSocket).getPeerCertificate().subject.CN as string);
    done(null, true);
  };
  broker.on('publish', ({ topic, payload, qos }, client) => {
    if (client) received.push({ client: client.id, name: names.get(client.id)!, topic, payload: payload.toString(), qos });
  });
  const mutual = { ca: root.cert, requestCert: true, rejectUnauthorized: true };
  const listener = createServer({ key: server.private, cert: server.cert, ...mutual }, broker.handle);
  listener.on('tlsClientError', () => undefined);
  await new Promise<void>(resolve => listener.listen(0, '127.0.0.1', resolve));
  url = `mqtts://localhost:${(listener.address() as AddressInfo).port}`;
  close = async () => {
    await new Promise<void>(resolve => broker.close(resolve));
    await new Promise<void>(resolve => listener.close(() => resolve()));
  };
});

after(async () => {
  await close();
  await rm(folder, { recursive: true });
});

test('each vehicle publishes over a connection of its own, with its certificate, everything in its order', async () => {
  const expected = [...simulate(SIMULATION)].flat();

  const output = await brokerAt({ url, vins: FLEET, credentials: folder });
  const published = await run(SIMULATION, output);
  await output.end();

  assert.equal(published.telemetry + published.trip + published.dtc, expected.length);
  assert.ok(published.trip > 0);
  for (const vin of FLEET) {
    const own = received.filter(({ client }) => client === vin);
    assert.deepEqual(
      own.map(({ topic, payload }) => ({ topic, payload: JSON.parse(payload) })),
      expected.filter(({ payload }) => payload.vin === vin),
    );
    for (const message of own) assert.deepEqual([message.name, message.qos], [vin, 1]);
  }
  assert.equal(published.dtc, expected.filter(message => kindOf(message) === 'dtc').length);
});

test('a vehicle that is refused at first, as before its registration, tries again', async () => {
  refuse = 1;
  const output = await brokerAt({ url, vins: FLEET.slice(0, 1), credentials: folder });
  await output.end();

  assert.equal(refuse, 0);
});

test('a certificate of somebody else is an error that names the vehicle and the broker', async () => {
  const stranger = await certificate('stranger', {});
  await writeFile(path.join(folder, 'STRANGER.pem'), stranger.cert);
  await writeFile(path.join(folder, 'STRANGER.key'), stranger.private);

  await assert.rejects(brokerAt({ url, vins: ['STRANGER'], credentials: folder, timeout: 1500 }), (error: Error) =>
    error instanceof Failure && error.message.startsWith(`vehicle STRANGER cannot connect to ${url}: `));
});

test('a broker whose certificate cannot be trusted is an error at once', async () => {
  const [vin] = FLEET;
  const other = path.join(folder, 'other');
  await mkdir(other);
  for (const name of [`${vin}.pem`, `${vin}.key`]) await copyFile(path.join(folder, name), path.join(other, name));
  await writeFile(path.join(other, 'ca.pem'), (await certificate('root of somebody else', {})).cert);
  const said: string[] = [];
  const began = performance.now();
  const attempt = (props: { url: string; credentials: string }) => brokerAt({ ...props, vins: [vin], report: text => said.push(text) });

  for (const [props, reason] of [
    [{ url, credentials: other }, 'self-signed certificate in certificate chain'],
    [{ url: url.replace('localhost', '127.0.0.1'), credentials: folder }, "Hostname/IP does not match certificate's altnames: "],
  ] as const) {
    await assert.rejects(attempt(props), (error: Error) => error instanceof Failure
      && error.message.startsWith(`cannot connect to ${props.url}: ${reason}`)
      && error.message.endsWith('; check that ca.pem is the root certificate of this broker, and that the broker\'s certificate is for this host'));
  }
  assert.ok(performance.now() - began < 5000);
  assert.deepEqual(said, []);
});

test('a key that is not that of the certificate is an error that names both', async () => {
  await writeFile(path.join(folder, 'MIXED.pem'), await readFile(path.join(folder, `${FLEET[0]}.pem`)));
  await writeFile(path.join(folder, 'MIXED.key'), await readFile(path.join(folder, `${FLEET[1]}.key`)));

  await assert.rejects(brokerAt({ url, vins: ['MIXED'], credentials: folder }), (error: Error) =>
    error instanceof Failure && error.message.startsWith('cannot use ca.pem, MIXED.pem and MIXED.key of --credentials for vehicle MIXED: '));
});

test('a vehicle without a certificate is an error that names the file', async () => {
  await assert.rejects(brokerAt({ url, vins: ['NOBODY'], credentials: folder }), /cannot read NOBODY\.pem, which --credentials needs for vehicle NOBODY/);
});
