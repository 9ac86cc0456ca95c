import { join } from 'path';
import { Folder, ROOT, Rehearsed, core, executions, effectsOf, module, expectedEffects, pushNewValue, rehearseOnce, run } from './rehearsal';
import { CORE, MODULES } from '../examples/modules';

jest.setTimeout(240_000);

describe('the set-up of the examples', () => {
  let examples: Rehearsed;
  beforeAll(async () => {
    const own = new Folder();
    examples = await own.rehearse(join(ROOT, 'examples', 'rehearse.yaml'));
    own.remove();
  });

  test('runs every pipeline once, deploys every stack, and hands every consumer the real value', () => {
    const { code, output, report } = examples;

    expect({ code, result: report.result, output: code ? output : '' }).toEqual({ code: 0, result: 'succeeded', output: '' });
    expect(executions(report)).toEqual({ core: 1, modules: 1, ...Object.fromEntries(MODULES.map(name => [name, 1])) });
    for (const execution of report.steps[0].executions) expect(execution).toMatchObject({ status: 'Succeeded', trigger: 'creation' });
    const stacks = ['core', ...CORE, 'modules', ...MODULES.flatMap(name => [name, `delivery-${name}`])].map(name => `connected-vehicle-${name}`).sort();
    expect(report.steps[0].stacks).toMatchObject({ created: stacks, updated: [], deleted: [] });
    expect(report.account.stacks.map(({ name }) => name).sort()).toEqual(stacks);
    expect(report.account.stacks.filter(({ status }) => !/^(CREATE|UPDATE)_COMPLETE$/.test(status))).toEqual([]);
    expect(report.steps[0].heldBack).toEqual([]);
  });

  test('then runs only the pipeline of the module that is pushed to', () => {
    expect(effectsOf(examples.report, 1)).toEqual(expectedEffects({ ran: ['driver-safety, push: Succeeded'], updated: ['connected-vehicle-driver-safety'] }));
  });

  test('deploys dtc after its producers, while its build ran in parallel to theirs', () => {
    const { report } = examples;
    const action = (of: string, name: string) => report.steps[0].executions.find(execution => execution.of === of)!
      .stages.flatMap(({ actions }) => actions).find(one => one.name === name)!;

    expect(Date.parse(action('dtc', 'Deploy').started!)).toBeGreaterThanOrEqual(Date.parse(action('notifications', 'Deploy').ended!));
    expect(Date.parse(action('dtc', 'Build').started!)).toBeLessThan(Date.parse(action('notifications', 'Build').ended!));
  });
});

describe('a rehearsal that goes wrong', () => {
  const { all, happenedIn, report } = rehearseOnce({ setup: 'setup', push: pushNewValue('good') }, ['good', 'bad', 'eager', 'a', 'b', 'c'], {
    ...core(['good', 'bad', 'eager', 'a', 'b', 'c']),
    ...module('good'),
    ...module('bad', { test: 'echo the sensor is off by one; exit 3' }),
    ...module('eager', { consumes: ['base/NoSuchOutput'] }),
    ...module('a', { consumes: ['b/Out'], produces: ['Out'] }),
    ...module('b', { consumes: ['c/Out'], produces: ['Out'] }),
    ...module('c', { consumes: ['a/Out'], produces: ['Out'] }),
  });
  const statuses = () => Object.fromEntries(report('setup').executions.map(({ of, status }) => [of, status]));

  test('fails the module whose tests fail, and shows the command and its last lines', () => {
    expect(all().code).toBe(1);
    expect(all().output).toContain('the sensor is off by one');
    expect(statuses()).toMatchObject({ core: 'Succeeded', modules: 'Failed', bad: 'Failed' });
  });

  test('stops a module that consumes a missing output at its gate, naming the output', () => {
    expect(all().output).toContain('base/NoSuchOutput');
    expect(statuses().eager).toBe('Failed');
  });

  test('stops modules that consume each other at their gates, with the path', () => {
    expect(all().output).toMatch(/a -> b -> c -> a|b -> c -> a -> b|c -> a -> b -> c/);
    expect(statuses()).toMatchObject({ a: 'Failed', b: 'Failed', c: 'Failed' });
  });

  test('finishes the others, and deploys them alone', () => {
    expect(statuses().good).toBe('Succeeded');
    expect(report('setup').stacks.created).toContain('cv-good');
    for (const failed of ['bad', 'eager', 'a', 'b', 'c']) expect(all().report.account.stacks.map(({ name }) => name)).not.toContain(`cv-${failed}`);
  });

  test('then runs the pipeline of a module that is pushed to, and no other', () => {
    expect(happenedIn('push')).toEqual(expectedEffects({ ran: ['good, push: Succeeded'], updated: ['cv-good'] }));
  });
});

describe('a script', () => {
  let folder: Folder;
  beforeEach(() => { folder = new Folder(); });
  afterEach(() => folder.remove());

  test('with problems is refused with all of them, and runs nothing', async () => {
    folder.write({ 'script.yaml': 'solution: cv\ncore: { repository: acme/core, path: core }\nrepositories:\n  acme/x: nowhere\nsteps:\n  - set-up\n  - commit: { repository: acme/y }\n' });

    const { code, output } = await run(['rehearse', join(folder.path, 'script.yaml')]);

    expect(code).toBe(1);
    for (const word of ['nowhere', 'set-up', 'acme/y']) expect(output).toContain(word);
    expect(output).not.toMatch(/^\s+at /m);
  });

  test('that is missing is reported', async () => {
    const { code, output } = await run(['rehearse', join(folder.path, 'none.yaml')]);

    expect(code).toBe(1);
    expect(output).toContain('none.yaml');
    expect(output).not.toMatch(/^\s+at /m);
  });
});
