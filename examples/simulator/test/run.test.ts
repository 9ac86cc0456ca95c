import assert from 'node:assert/strict';
import { test } from 'node:test';
import { simulateCommand } from '../src/command';
import { Simulation, simulate } from '../src/fleet';
import { Message } from '../src/payloads';
import { run } from '../src/run';

const simulation: Simulation = { seed: 7, vehicles: 2, seconds: 60, interval: 1, start: 0, near: { latitude: 48, longitude: 11 } };

class Kept {
  readonly messages: Message[] = [];
  readonly publish = async (messages: readonly Message[]) => {
    this.messages.push(...messages);
    return messages;
  };
  readonly end = async () => undefined;
}

test('publishes everything, as fast as it can', async () => {
  const output = new Kept();
  const began = performance.now();

  await run({ ...simulation, seconds: 1800 }, output);

  assert.deepEqual(output.messages, [...simulate({ ...simulation, seconds: 1800 })].flat());
  assert.ok(performance.now() - began < 10_000);
});

test('at a speed of 60, a minute takes a second, and its messages are spread over it', async () => {
  const began = performance.now();
  await run(simulation, new Kept(), { speed: 60 });

  const took = performance.now() - began;
  assert.ok(took >= 990 && took < 5000, String(took));
});

test('stops where it is when it is told to', async () => {
  const output = new Kept();
  await run({ ...simulation, seconds: 86_400 }, output, { speed: 100, stop: AbortSignal.timeout(300) });

  const all = [...simulate(simulation)].flat();
  assert.deepEqual(output.messages.slice(0, all.length), all.slice(0, output.messages.length));
});

test('a mistake on the command line ends with 2, and is told without a stack trace', async t => {
  const said: string[] = [];
  t.mock.method(process.stderr, 'write', (text: string) => said.push(text));

  assert.equal(await simulateCommand(['--vehicles', 'many']), 2);
  assert.equal(said.join(''), '--vehicles must be a whole number from 1 to 10000, got "many"\n--help lists the options\n');
});
