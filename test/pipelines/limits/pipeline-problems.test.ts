import { readFileSync } from 'fs';
import { join } from 'path';
import { formatProblem } from '../../../src/model/problem';
import { pipelineProblems } from '../../../src/pipelines/limits';
import { COUNTS, TEXTS } from '../../../src/pipelines/limits/model';

const { shapes } = JSON.parse(readFileSync(join(__dirname, 'codepipeline-shapes.json'), 'utf8'));

test('the limits are those of the model that AWS publishes for its SDKs', () => {
  const { stages, actions, actionsOfStage, ...counts } = COUNTS;
  const withoutMinimum = Object.fromEntries(Object.keys(TEXTS).map(name => {
    const { min, ...limit } = shapes[name];
    return [name, limit];
  }));

  expect(TEXTS).toEqual(withoutMinimum);
  expect(counts).toEqual(Object.fromEntries(Object.keys(counts).map(name => [name, shapes[name]])));
});

const ACTION = { Name: 'Build', RunOrder: 1, Configuration: { ProjectName: 'p' }, InputArtifacts: [{ Name: 'In' }], OutputArtifacts: [{ Name: 'Out' }], Namespace: 'Build' };
const SOURCE = { Name: 'Source', Actions: [{ Name: 'Source', RunOrder: 1 }] };
const push = (filter: object) => [{ GitConfiguration: { Push: [filter] } }];
type Case = readonly [pipeline: object, action?: object, stage?: object];
const problems = ([change, action = {}, stage = {}]: Case) => pipelineProblems({
  Name: 'dtc.cv', Stages: [SOURCE, { Name: 'Build', Actions: [{ ...ACTION, ...action }], ...stage }], ...change,
}).map(formatProblem);
const x = (length: number) => 'x'.repeat(length);
const times = (count: number, value: unknown = 'x') => Array.from({ length: count }, () => value);

test.each<[string, Case]>([
  ['everything usual', [{}]],
  ['a name of 100 characters', [{ Name: x(100) }]],
  ['a value of 1,000 characters', [{}, { Configuration: { UserParameters: x(1000) } }]],
  ['100 actions of a stage', [{}, {}, { Actions: times(100, ACTION) }]],
  ['8 patterns of 255 characters', [{ Triggers: push({ Branches: { Includes: times(8, x(255)) }, FilePaths: { Excludes: times(8, x(255)) } }) }]],
  ['an action that a condition leaves out', [{}, {}, { Actions: [{ 'Fn::If': ['Condition', ACTION, { Ref: 'AWS::NoValue' }] }] }]],
  ['a value that is known only at deployment', [{}, { Configuration: { ProjectName: { 'Fn::GetAtt': ['Project', 'Name'] } } }]],
])('%s is accepted', (_, given) => {
  expect(problems(given)).toEqual([]);
});

test.each<[string, string, Case]>([
  ['a longer name', 'pipeline "x', [{ Name: x(101) }]],
  ['a name with a blank', 'found "a b", expected [A-Za-z0-9.@\\-_]+', [{ Name: 'a b' }]],
  ['a longer value', 'pipeline "dtc.cv", stage "Build", action "Build": UserParameters: found 1001 characters, expected at most 1000', [{}, { Configuration: { UserParameters: x(1001) } }]],
  ['a longer value of a condition', 'action "Build": UserParameters: found 1001 characters', [{}, {}, { Actions: [{ 'Fn::If': ['C', { ...ACTION, Configuration: { UserParameters: x(1001) } }, { Ref: 'AWS::NoValue' }] }] }]],
  ['a value that the longest name makes too long', 'found 1004 characters', [{}, { Configuration: { UserParameters: { 'Fn::Sub': `\${Module}${x(980)}` } } }]],
  ['a value of variables', 'found 1001 characters', [{}, { Configuration: { UserParameters: { 'Fn::Sub': [`\${Given}${x(1000)}`, { Given: 'x' }] } } }]],
  ['101 actions of a stage', 'stage "Build": actions: found 101, expected 1 to 100', [{}, {}, { Actions: times(101, ACTION) }]],
  ['a stage without actions', 'stage "Build": actions: found 0', [{}, {}, { Actions: [] }]],
  ['one stage', 'stages: found 1, expected 2 to 50', [{ Stages: [SOURCE] }]],
  ['51 stages', 'stages: found 51', [{ Stages: times(51, SOURCE) }]],
  ['a run order of 0', 'run order: found 0, expected 1 to 999', [{}, { RunOrder: 0 }]],
  ['a namespace with a dot', 'namespace: found "a.b"', [{}, { Namespace: 'a.b' }]],
  ['an artifact with a dot', 'artifact: found "a.b"', [{}, { OutputArtifacts: [{ Name: 'a.b' }] }]],
  ['9 patterns', 'file path: found 9, expected 1 to 8', [{ Triggers: push({ FilePaths: { Includes: times(9) } }) }]],
  ['a longer pattern', 'branch: found 256 characters', [{ Triggers: push({ Branches: { Includes: [x(256)] } }) }]],
  ['4 filters', 'filters: found 4, expected 1 to 3', [{ Triggers: [{ GitConfiguration: { Push: times(4, {}) } }] }]],
  ['a longer value of a tag', 'tag "k": found 257 characters', [{ Tags: [{ Key: 'k', Value: x(257) }] }]],
])('%s is refused', (_, problem, given) => {
  expect(problems(given).join('\n')).toContain(problem);
});
