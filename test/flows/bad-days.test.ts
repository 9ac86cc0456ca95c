import { core, directory, entry, effectsOf, module, Folder, expectedEffects, push, ROOT, script } from './rehearsal';

jest.setTimeout(240_000);

/** Rehearses steps with a core and the module `one` under the given faults. */
async function rehearsed(faults: object, steps: readonly object[]) {
  const folder = new Folder().synthesizeQuickly();
  try {
    folder.write({ ...core([]), ...module('one'), 'script.json': script(['one'], steps), 'faults.json': JSON.stringify(faults) });
    return await folder.rehearse('script.json', '--faults', `${folder.path}/faults.json`);
  } finally {
    folder.remove();
  }
}

const deleteStack = (name: string) => ({
  invoke: `node -e "const { CloudFormationClient, DeleteStackCommand } = require('${ROOT}/node_modules/@aws-sdk/client-cloudformation'); `
    + `new CloudFormationClient({}).send(new DeleteStackCommand({ StackName: '${name}' }))"`,
});

test('a core module whose first deployment failed stops the next execution with instructions; when they were followed, it is deployed', async () => {
  const { report, output } = await rehearsed(
    { resources: [{ fail: 'create', stack: 'cv-base', type: 'AWS::SSM::Parameter', message: 'no more room', times: 1 }] },
    [
      { setup: { expect: { failed: ['core'] } } }, push('core', 'echo again > readme.md', ['core']),
      deleteStack('cv-base'), push('core', 'echo once more > readme.md'),
    ],
  );

  expect(report.result).toBe('succeeded');
  expect(output).toMatch(/core module base: the stack cv-base is in ROLLBACK_COMPLETE: .*delete it/);
  expect(effectsOf(report, 3)).toEqual(expectedEffects({ ran: ['core, push: Succeeded', 'modules, creation: Succeeded'], created: ['cv-base', 'cv-modules'] }));
});

test('a module whose delivery or stack could not be created is installed a day later', async () => {
  const { report } = await rehearsed({
    resources: [{ fail: 'create', stack: 'cv-delivery-one', type: 'AWS::CodePipeline::Pipeline', times: 1 }, { fail: 'create', stack: 'cv-one', times: 1 }],
  }, [
    { setup: {} }, directory({ 'operator/one': entry('one') }, { failed: ['modules'] }), { daily: { expect: { failed: ['modules', 'one'] } } }, { daily: {} }, { daily: {} },
  ]);

  expect(report.result).toBe('succeeded');
  expect(effectsOf(report, 2).ran).toEqual(['modules, ensure: Failed', 'one, creation: Failed']);
  expect(effectsOf(report, 3)).toEqual(expectedEffects({ ran: ['one, ensure: Succeeded'], created: ['cv-one'], deleted: ['cv-one'] }));
  expect(effectsOf(report, 4)).toEqual(expectedEffects({}));
  expect(report.account.stacks.map(({ name, status }) => `${name} ${status}`)).toContain('cv-delivery-one CREATE_COMPLETE');
});
