import { join } from 'path';
import { Folder, ROOT, Rehearsed, core, executions, effectsOf, module, expectedEffects, run, script } from './rehearsal';
import { CORE, MODULES } from '../examples/modules';

jest.setTimeout(240_000);

/** For repositories that a test defines; the examples are synthesized by the CDK CLI. */
let folder: Folder;
beforeEach(() => { folder = new Folder().synthesizeQuickly(); });
afterEach(() => folder.remove());

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
  test('fails the module whose tests fail, shows the command and its last lines, and finishes the others', async () => {
    folder.write({ ...core(['good', 'bad']), ...module('good'), ...module('bad', { test: 'echo the sensor is off by one; exit 3' }), 'script.yaml': script(['good', 'bad'], ['setup']) });

    const { code, output, report } = await folder.rehearse('script.yaml');

    expect(code).toBe(1);
    expect(output).toContain('the sensor is off by one');
    const status = Object.fromEntries(report.steps[0].executions.map(({ of, status: is }) => [of, is]));
    expect(status).toEqual({ core: 'Succeeded', modules: 'Failed', good: 'Succeeded', bad: 'Failed' });
    expect(report.steps[0].stacks.created).toContain('cv-good');
  });

  test('stops a module that consumes a missing output at its gate, naming the output, and finishes the others', async () => {
    folder.write({ ...core(['good', 'eager']), ...module('good'), ...module('eager', { consumes: ['base/NoSuchOutput'] }), 'script.yaml': script(['good', 'eager'], ['setup']) });

    const { code, output, report } = await folder.rehearse('script.yaml');

    expect(code).toBe(1);
    expect(output).toContain('base/NoSuchOutput');
    expect(report.steps[0].executions.find(({ of }) => of === 'good')?.status).toBe('Succeeded');
    expect(report.account.stacks.map(({ name }) => name)).not.toContain('cv-eager');
  });

  test('stops modules that consume each other at their gates, with the path', async () => {
    folder.write({
      ...core(['a', 'b', 'c']),
      ...module('a', { consumes: ['b/Out'], produces: ['Out'] }),
      ...module('b', { consumes: ['c/Out'], produces: ['Out'] }),
      ...module('c', { consumes: ['a/Out'], produces: ['Out'] }),
      'script.yaml': script(['a', 'b', 'c'], ['setup']),
    });

    const { code, output } = await folder.rehearse('script.yaml', '--timeout', '120');

    expect(code).toBe(1);
    expect(output).toMatch(/a -> b -> c -> a|b -> c -> a -> b|c -> a -> b -> c/);
  });

  test('reports all problems of a script, and runs nothing', async () => {
    folder.write({ 'script.yaml': 'solution: cv\ncore: { repository: acme/core, path: core }\nrepositories:\n  acme/x: nowhere\nsteps:\n  - set-up\n  - commit: { repository: acme/y }\n' });

    const { code, output } = await run(['rehearse', join(folder.path, 'script.yaml')]);

    expect(code).toBe(1);
    for (const word of ['nowhere', 'set-up', 'acme/y']) expect(output).toContain(word);
    expect(output).not.toMatch(/^\s+at /m);
  });

  test('reports a missing script', async () => {
    const { code, output } = await run(['rehearse', join(folder.path, 'none.yaml')]);

    expect(code).toBe(1);
    expect(output).toContain('none.yaml');
    expect(output).not.toMatch(/^\s+at /m);
  });
});

describe('a push to a module', () => {
  test('runs the pipeline of that module alone', async () => {
    folder.write({
      ...core(['one', 'two']),
      ...module('one'),
      ...module('two'),
      'script.yaml': script(['one', 'two'], ['setup', { commit: { repository: 'acme/one', message: 'another value', run: 'sed -i "s/the module/The module/" app.js' } }] as object[]),
    });

    const { code, report } = await folder.rehearse('script.yaml');

    expect(code).toBe(0);
    expect(executions(report, 1)).toEqual({ one: 1 });
    expect(report.steps[1].executions[0]).toMatchObject({ trigger: 'push', status: 'Succeeded' });
  });
});
