import { core, directory, entry, expectedEffects, module, push, rehearseOnce } from './rehearsal';

jest.setTimeout(240_000);

/** The output `Out` of `producer` exists only if its parameter `Threshold` is 10. */
function conditional(): Record<string, string> {
  const files = module('producer', { produces: ['Out'] });
  const condition = `
const { CfnCondition, Fn } = require('aws-cdk-lib');
module_.node.findChild('OutputOut').cfnOptions.condition = new CfnCondition(module_, 'IsTen', { expression: Fn.conditionEquals(threshold, '10') });
app.synth()`;
  return { ...files, 'producer/app.js': files['producer/app.js'].replace('app.synth()', condition) };
}

/** The output `ValueArn` of the core module `base` exists only if its parameter `Arns` is `on`. */
function conditionalCore(modules: readonly string[]): Record<string, string> {
  const files = core(modules);
  const condition = `
const { CfnCondition, CfnParameter, Fn } = require('aws-cdk-lib');
const arns = new CfnParameter(base, 'Arns', { default: 'on' });
base.node.findChild('OutputValueArn').cfnOptions.condition = new CfnCondition(base, 'HasArns', { expression: Fn.conditionEquals(arns, 'on') });
app.synth()`;
  return { ...files, 'core/app.js': files['core/app.js'].replace('app.synth()', condition) };
}

const threshold = (Threshold: string, failed: readonly string[] = []) =>
  directory({ 'operator/producer': entry('producer', { parameters: { Threshold } }) }, { failed });

const rehearsal = rehearseOnce({
  'set-up': { setup: {} },
  'condition not met': threshold('20', ['modules', 'producer']),
  'condition met': threshold('10'),
  'condition of the core not met': push('core', 'sed -i "s/default: \'on\'/default: \'off\'/" app.js', ['core']),
  'not in use any more': push('reader', 'sed -i "s/.base.ValueArn.//" app.js'),
  'condition of the core not met, again': push('core', 'echo >> app.js'),
}, ['producer', 'consumer', 'reader'], {
  ...conditionalCore(['producer', 'consumer', 'reader']),
  ...module('reader', { consumes: ['base/ValueArn'] }),
  ...conditional(),
  ...module('consumer', { consumes: ['producer/Out'] }),
});

test('only the expected executions fail', () => {
  expect(rehearsal.outcome()).toEqual({ code: 0, output: '' });
});

test('a parameter with which a condition would leave out an output in use is stopped at the gate, which names the condition and the consumers', () => {
  const { executions } = rehearsal.report('condition not met');
  const failed = executions.find(({ of }) => of === 'producer')!.stages.flatMap(({ actions }) => actions).find(({ status }) => status === 'Failed')!;

  expect(rehearsal.happenedIn('condition not met')).toMatchObject({ created: [], deleted: [] });
  expect(rehearsal.happenedIn('condition not met').updated).not.toContain('cv-producer');
  expect(executions.map(({ of }) => of)).not.toContain('consumer');
  expect(failed).toMatchObject({
    name: 'Gate', summary: 'producer no longer produces Out under its condition IsTen (required by consumer); keep producing it until no module requires it',
  });
});

test('the former parameter is delivered again, without a run of the consumer, which has its output all the time', () => {
  expect(rehearsal.happenedIn('condition met')).toEqual(expectedEffects({
    ran: ['core, event:Parameter Store Change: Succeeded', 'modules, update: Succeeded', 'producer, update: Succeeded'],
    updated: ['cv-delivery-producer', 'cv-modules'],
  }));
  expect(rehearsal.all().report.account.parameters).toHaveProperty('/cv/modules/producer/outputs/Out');
});

test('an output of a core module that is in use is kept by Prepare in the same way', () => {
  const { executions } = rehearsal.report('condition of the core not met');
  const failed = executions.find(({ of }) => of === 'core')!.stages.flatMap(({ actions }) => actions).find(({ status }) => status === 'Failed')!;

  expect(rehearsal.happenedIn('condition of the core not met')).toMatchObject({ created: [], updated: [], deleted: [] });
  expect(failed.name).toBe('Prepare');
  expect(rehearsal.all().output).toContain('no longer produces ValueArn under its condition HasArns, which reader requires; keep producing it until no module requires it');
});

test('once no module requires it, the core is deployed without it', () => {
  expect(rehearsal.happenedIn('condition of the core not met, again').updated).toContain('cv-base');
  expect(rehearsal.all().report.account.parameters).not.toHaveProperty('/cv/modules/base/outputs/ValueArn');
});
