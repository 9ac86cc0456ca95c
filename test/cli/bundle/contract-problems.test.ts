import { contractProblems, type LeftOut } from '../../../src/cli/bundle/contract-problems';
import { NOT_KNOWN } from '../../../src/model/left-out';
import type { AssembledModule } from '../../../src/model/manifest';
import type { RequirementText } from '../../../src/model/requirement';
import { recordsOf } from '../../../src/registry/module-records';

const coreModule = (name: string, produces: readonly string[], consumes: readonly RequirementText[] = []) =>
  ({ name, contract: { schema: 1, name, version: '1.0.0', produces, consumes } }) as unknown as AssembledModule;
const leaving = (condition: string, existing: readonly RequirementText[] = ['fleet/Trips']): LeftOut =>
  ({ conditions: new Map([['fleet', new Map([['Trips', condition]])]]), existing: new Set(existing) });

const DEPLOYED = recordsOf([
  { name: '/s/modules/fleet/contract', value: '{"produces":["Trips"],"consumes":[]}' },
  { name: '/s/modules/dtc/gated', value: '{"produces":[],"consumes":["fleet/Trips"]}' },
]);
const problems = (core: readonly AssembledModule[], leftOut?: LeftOut) => contractProblems(core, DEPLOYED, leftOut).map(({ where, message }) => `${where}: ${message}`);

test('an output that no condition leaves out is no problem', () => {
  expect(problems([coreModule('fleet', ['Trips'])])).toEqual([]);
});

test.each(['IsProd', `IsProd${NOT_KNOWN}`])('one in use that is left out by %s is', condition => {
  expect(problems([coreModule('fleet', ['Trips'])], leaving(condition))).toEqual([
    `core module fleet: no longer produces Trips under its condition ${condition}, which dtc requires; keep producing it until no module requires it`,
  ]);
});

test('one that does not exist cannot be dropped', () => {
  expect(problems([coreModule('fleet', ['Trips'])], leaving('IsProd', []))).toEqual([]);
});

test('a core module does not consume what another leaves out, unless what is deployed before may change that', () => {
  const core = [coreModule('fleet', ['Trips']), coreModule('telemetry', [], ['fleet/Trips'])];

  expect(problems(core, leaving('IsProd', []))).toEqual([
    'core module telemetry: consumes fleet/Trips, which fleet leaves out under its condition IsProd; correct the condition or its parameters, or consume it under the same condition',
  ]);
  expect(problems(core, leaving(`IsProd${NOT_KNOWN}`, []))).toEqual([]);
});
