import { App } from 'aws-cdk-lib';
import { DIRECT_STACK, TYPES_MODULE } from '../../../conformance/names';
import { LEFT_OUT, TYPE_CASES, typesIn } from '../../../conformance/types';
import { partOf, templateOf } from '../../../conformance/types/templates';
import { defaultTypes } from '../../../src/cli/rights/default-types';
import { deployedModule } from '../../../src/cli/rights/module-rights';
import { deliveryTemplate } from '../../../src/pipelines/delivery/template';

test('every type that a module may create by default is in a case, or is left out with the reason', () => {
  const app = new App();
  const stack = deliveryTemplate(app, 's3');
  const types = defaultTypes(deployedModule(app.synth().getStackArtifact(stack.artifactId).template, 'cv', 'dtc'));

  expect(types.filter(type => !typesIn(TYPE_CASES).includes(type) && !LEFT_OUT[type])).toEqual([]);
  expect(typesIn(TYPE_CASES).filter(type => !types.includes(type))).toEqual([]);
  expect(Object.keys(LEFT_OUT).filter(type => !types.includes(type) || typesIn(TYPE_CASES).includes(type))).toEqual([]);
});

test('names of cases and logical ids are unique, and each change is one', () => {
  const ids = TYPE_CASES.flatMap(({ resources }) => Object.keys(resources));

  expect(new Set(ids).size).toBe(ids.length);
  expect(new Set(TYPE_CASES.map(({ name }) => name)).size).toBe(TYPE_CASES.length);
  for (const { name, resources, change } of TYPE_CASES) {
    expect(DIRECT_STACK.test(`-${TYPES_MODULE}-${name}`)).toBe(true);
    expect(Object.keys(change)).not.toEqual([]);
    const isSame = (id: string, [key, value]: [string, unknown]) => resources[id].Properties?.[key] === value;
    const without = Object.entries(change).filter(([id, properties]) => !resources[id] || Object.entries(properties).every(each => isSame(id, each)));
    expect(without).toEqual([]);
  }
});

test('data and keys are deleted with their stack', () => {
  const kept = TYPE_CASES.flatMap(({ resources }) => Object.entries(resources))
    .filter(([, { Type, DeletionPolicy }]) => /::(Table|Bucket|Key|Secret|UserPool|Stream)$/.test(Type) && DeletionPolicy !== 'Delete').map(([id]) => id);

  expect(kept).toEqual([]);
});

test('the template of a case has its resources alone, before or after the change', () => {
  const [queue] = TYPE_CASES.filter(({ name }) => name === 'queue');
  const all = (isChanged: boolean) => templateOf(TYPE_CASES, isChanged, 'cfm1-types-');
  const part = (isChanged: boolean) => partOf({ ...all(isChanged), Parameters: {}, Outputs: {} }, queue);

  expect(Object.keys(part(false))).toEqual(['Parameters', 'Resources']);
  expect(Object.keys(part(false).Resources)).toEqual(Object.keys(queue.resources));
  const timeouts = [part(false), part(true)].map(({ Resources }) => Resources.Queue.Properties);
  expect(timeouts).toEqual([{ VisibilityTimeout: 30 }, { VisibilityTimeout: 31 }]);
  expect(JSON.stringify(all(false))).not.toContain('${Prefix}');
});
