import { commands, ran, rehearseCommandsOnce } from '../flows/operating';
import { core, directory, entry, expectedEffects, module } from '../flows/rehearsal';

jest.setTimeout(300_000);

/** An object of the account that is somebody else's: the zip that the core is built from. */
const THEFT = { kind: 's3', bucket: 'acme-releases', key: 'core.zip' };
const look = { 'list': 'list', 'list-json': 'list --json', 'status': 'status', 'plan': 'plan' };
const told = (name: string, command: string) => `${name}-${command}`;
const lookAfter = (name: string) => commands(Object.fromEntries(Object.entries(look).map(([command, text]) => [told(name, command), text])));

const STEPS = {
  'set-up': 'setup',
  'registered': directory({ 'self/own': entry('own') }),
  'first look': lookAfter('first'),
  'theft': directory({ 'self/thief': entry('thief', { source: THEFT }) }),
  'look at the theft': lookAfter('theft'),
  'take-over': directory({ 'self/own': entry('own', { source: { kind: 'github', repository: 'acme/mallory', branch: 'main' } }) }),
  'look at the take-over': lookAfter('take-over'),
  'without naming it': commands({ unnamed: 'add thief', approval: 'add own --approval' }),
  'overruled': commands({ moved: 'add own --source github:acme/mallory@main' }),
};
const rehearsal = rehearseCommandsOnce(STEPS, ['own', 'mallory'], {
  ...core([]),
  ...module('own'),
  ...Object.fromEntries(Object.entries(module('own')).map(([path, text]) => [path.replace('own/', 'mallory/'), text])),
});
const { happenedIn } = rehearsal;
const reasonIn = (name: keyof typeof STEPS, of: string) => rehearsal.report(name).heldBack.find(({ module: found }) => found === of)?.reason;

const NO_BUCKET = 'source: found s3:acme-releases/core.zip, but a module that registers itself cannot name a bucket, because its delivery could then read any object of the account; '
  + 'an operator can: cv-insync add thief --source s3:acme-releases/core.zip';
const NO_MOVE = 'source: found acme/mallory, but own is delivered from acme/own, and a registration cannot replace that; an operator can: cv-insync add own --source ...';

test('every execution succeeds', () => {
  expect(rehearsal.outcome()).toEqual({ result: 'succeeded', output: '' });
});

test('a module that registers itself is installed, and the list says who registered it, and since when', () => {
  expect(happenedIn('registered').created).toEqual(['cv-delivery-own', 'cv-own']);
  expect(ran(told('first', 'list')).output).toMatch(/^own was registered by arn:aws:\S+ on \d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}Z$/m);
});

test('a module that registers itself does not get a delivery that reads a bucket', () => {
  expect(happenedIn('theft')).toEqual(expectedEffects({ ran: ['core, event:Parameter Store Change: Succeeded'], heldBack: ['thief'] }));
  expect(reasonIn('theft', 'thief')).toBe(NO_BUCKET);
});

test('a registration does not replace the repository that a module is delivered from', () => {
  expect(happenedIn('take-over')).toEqual(expectedEffects({
    ran: ['core, event:Parameter Store Change: Succeeded', 'modules, update: Succeeded'], updated: ['cv-modules'], heldBack: ['own', 'thief'],
  }));
  expect(reasonIn('take-over', 'own')).toBe(NO_MOVE);
});

test('the list says that a module is installed only where something of it was delivered', () => {
  expect(ran(told('theft', 'list')).output).toMatch(/^own +itself +yes .*\nthief +itself +no/m);
});

test.each([['theft', 'thief', NO_BUCKET], ['take-over', 'own', NO_MOVE]])('after the %s, commands show %s as held back, with the reason', (step, name, reason) => {
  expect(ran(told(step, 'list')).output).toContain(`held back: ${name}: ${reason}`);
  expect(ran(told(step, 'status')).output).toContain(`held back: ${name}: ${reason}`);
  expect(ran(told(step, 'plan')).output).toMatch(new RegExp(`^${name} +hold back +source: found`, 'm'));
});

test('an operator accepts such a source only by naming it', () => {
  expect(ran('unnamed')).toMatchObject({ code: 1, output: expect.stringContaining(NO_BUCKET) });
  expect(ran('approval')).toMatchObject({ code: 1, output: expect.stringContaining(NO_MOVE) });
  expect(happenedIn('without naming it')).toEqual(expectedEffects({}));
  expect(happenedIn('overruled')).toMatchObject({ updated: ['cv-delivery-own', 'cv-modules'], heldBack: ['thief'] });
});
