import assert from 'node:assert/strict';
import { test } from 'node:test';
import { UsageError, parseOptions } from '../src/options';

test('without arguments, ten vehicles drive for half an hour into standard output', () => {
  assert.deepEqual({ ...parseOptions([]) }, {
    vehicles: 10,
    seed: 1,
    seconds: 1800,
    start: Date.parse('2026-01-01T08:00:00Z'),
    interval: 10,
    near: { latitude: 48.137, longitude: 11.575 },
    out: '-',
    credentials: undefined,
    vinsOnly: false,
    help: false,
  });
});

test('a broker is served in real time, unless told otherwise', () => {
  assert.equal(parseOptions(['--out', 'mqtt://localhost:1883']).speed, 1);
  assert.equal(parseOptions(['--out', 'mqtts://broker.example', '--credentials', 'certificates', '--speed', '60']).speed, 60);
});

test('everything that is wrong is told at once', () => {
  const args = ['--vehicles', '2.5', '--seed', 'x', '--minutes', '0', '--start', 'noon', '--near', '95,1', '--out', 'http://broker', '--interval', ''];

  assert.throws(() => parseOptions(args), ({ message }: Error) => {
    assert.deepEqual(message.split('\n').map(line => line.split(' ')[0]), ['--out', '--start', '--near', '--vehicles', '--seed', '--minutes', '--interval']);
    assert.match(message, /--vehicles must be a whole number from 1 to 10000, got "2\.5"/);
    return true;
  });
});

test('a simulation may be as short as a second, and last until the end of time', () => {
  assert.equal(parseOptions(['--minutes', '0.017']).seconds, 1);
  assert.equal(parseOptions(['--minutes', String(1 / 60)]).seconds, 1);
  assert.equal(parseOptions(['--start', '+275760-09-12T23:59:00.000Z', '--minutes', '1']).seconds, 60);
});

test('a start that is too late is told together with what else is wrong', () => {
  assert.throws(() => parseOptions(['--start', '+275760-09-13T00:00:00.000Z', '--out', '']), ({ message }: Error) => {
    assert.deepEqual(message.split('\n').map(line => line.split(' ')[0]), ['--out', '--start']);
    return true;
  });
});

for (const [args, complaint] of [
  [['--out', 'mqtts://broker.example'], /--credentials is missing/],
  [['--credentials', 'certificates'], /--credentials is for mqtts only/],
  [['--vehicle', '3'], /unknown option '--vehicle'/],
  [['now'], /unexpected argument 'now'/],
  [['--out', ''], /^--out must be a file, "-", mqtts:\/\/HOST\[:PORT\] or mqtt:\/\/HOST\[:PORT\], got ""$/],
  [['--out', 'mqtt://localhost:65536'], /^--out must be .*, got "mqtt:\/\/localhost:65536"$/],
  [['--minutes', '0.01'], /^--minutes must be a number from 0\.017 \(a second\) to 525600, got "0\.01"$/],
  [['--start', '+275760-09-12T23:59:00.000Z'], /^--start is too late: 30 minutes after "\+275760-09-12T23:59:00\.000Z" are after \+275760-09-13T00:00:00\.000Z, the latest possible time$/],
] as const) {
  test(`refuses ${args.join(' ')}`, () => {
    assert.throws(() => parseOptions(args), error => error instanceof UsageError && complaint.test(error.message));
  });
}
