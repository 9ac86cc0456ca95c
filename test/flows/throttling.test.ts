import { core, directory, entry, Folder, effectsOf, pushNewValue, module, type Rehearsed, script } from './rehearsal';

jest.setTimeout(400_000);

const MODULES = ['give', 'take', 'dtc'];
const STEPS = {
  'set-up': 'setup',
  'a module more': directory({ 'operator/dtc': entry('dtc') }),
  'other parameters': directory({ 'operator/dtc': entry('dtc', { parameters: { Threshold: '30' } }) }),
  'a push': pushNewValue('give'),
  'a removal': directory({ 'operator/take': { schema: 1, name: 'take', removed: true } }),
  'a day': 'daily',
};
const FILES = {
  ...core(['give', 'take']),
  ...module('give', { produces: ['Out'] }),
  ...module('take', { consumes: ['give/Out', 'base/ValueName'] }),
  ...module('dtc', { produces: ['Out'] }),
};

async function rehearsed(faults: object): Promise<Rehearsed> {
  const folder = new Folder().synthesizeQuickly();
  try {
    folder.write({ ...FILES, 'script.json': script(MODULES, Object.values(STEPS) as object[]), 'faults.json': JSON.stringify(faults) });
    return await folder.rehearse('script.json', '--faults', `${folder.path}/faults.json`);
  } finally {
    folder.remove();
  }
}

let undisturbed: Rehearsed;
let throttled: Rehearsed;
beforeAll(async () => {
  [undisturbed, throttled] = await Promise.all([rehearsed({}), rehearsed({ throttle: [{ operation: '*', every: 3 }] })]);
});

test('every execution succeeds, although every third call is throttled', () => {
  expect({ code: undisturbed.code, output: undisturbed.code ? undisturbed.output : '' }).toEqual({ code: 0, output: '' });
  expect({ code: throttled.code, output: throttled.code ? throttled.output : '' }).toEqual({ code: 0, output: '' });
});

test.each(Object.keys(STEPS).map((name, index) => [name, index] as const))('%s: the same pipelines run, and the same stacks change', (_, index) => {
  expect(effectsOf(throttled.report, index)).toEqual(effectsOf(undisturbed.report, index));
});

test('the result is the same', () => {
  const left = ({ report: { account: { stacks, pipelines, parameters } } }: Rehearsed) =>
    ({ stacks, pipelines, parameters: Object.keys(parameters).map(name => name.replace(/^CFN-Value.*/, 'named by CloudFormation')) });

  expect(left(throttled)).toEqual(left(undisturbed));
});
