import { mkdirSync, mkdtempSync, rmSync } from 'fs';
import { tmpdir } from 'os';
import { join } from 'path';
import { ProblemsError } from '../../../src/model/problem';
import { parseScript } from '../../../src/rehearsal/script';

let folder: string;
beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'script-'));
  for (const path of ['scripts/core', 'modules/dtc']) mkdirSync(join(folder, path), { recursive: true });
});
afterAll(() => rmSync(folder, { recursive: true }));

const parse = (text: string) => parseScript(text, 'scripts/some.yaml', folder);
const problems = (text: string): readonly string[] => {
  try {
    parse(text);
  } catch (error) {
    if (error instanceof ProblemsError) return error.problems;
    throw error;
  }
  return [];
};
const HEAD = 'core: { repository: acme/core, path: core }\nrepositories: { acme/cv-dtc: modules/dtc }\n';

test('a script is read with its defaults, its paths relative to it or else to the current folder', () => {
  expect(parse(`${HEAD}steps:
  - setup
  - commit: { repository: acme/cv-dtc, message: better text, run: "sed -i s/old/new/ src/text.ts" }
  - invoke: npx cv-insync list --json
  - register: { repository: acme/cv-dtc }
  - setup: { repository: acme/cv-dtc }
  - daily
  - wait
`)).toEqual({
    solution: 'connected-vehicle',
    core: { name: 'acme/core', path: join(folder, 'scripts/core'), branch: 'main' },
    repositories: [
      { name: 'acme/core', path: join(folder, 'scripts/core'), branch: 'main' },
      { name: 'acme/cv-dtc', path: join(folder, 'modules/dtc'), branch: 'main' },
    ],
    steps: [
      { kind: 'setup', expect: { failed: [] } },
      { kind: 'commit', repository: 'acme/cv-dtc', message: 'better text', run: 'sed -i s/old/new/ src/text.ts', expect: { failed: [] } },
      { kind: 'invoke', command: 'npx cv-insync list --json', expect: { failed: [] } },
      { kind: 'register', repository: 'acme/cv-dtc', expect: { failed: [] } },
      { kind: 'setup', repository: 'acme/cv-dtc', expect: { failed: [] } },
      { kind: 'daily', expect: { failed: [] } },
      { kind: 'wait', expect: { failed: [] } },
    ],
  });
});

test.each([
  ['beside the step', '- setup:\n  expect: { failed: [dtc] }'],
  ['in the step', '- setup: { expect: { failed: [dtc] } }'],
  ['beside a command', '- invoke: "true"\n  expect: { failed: [dtc] }'],
  ['in a command', '- invoke: { run: "true", expect: { failed: [dtc] } }'],
  ['in a commit', '- commit: { repository: acme/cv-dtc, expect: { failed: [dtc] } }'],
])('the expectations of a step are %s', (_, step) => {
  expect(parse(`${HEAD}steps:\n${step.replace(/^/gm, '  ')}`).steps[0].expect).toEqual({ failed: ['dtc'] });
});

test('all problems are reported at once, each with its place, and unknown words with a suggestion', () => {
  expect(problems(`solutin: x
core: { repository: acme/core, pth: core }
repositories:
  acme/cv-dtc: modules/none
steps:
  - setpu
  - comit: { repository: acme/cv-dtc }
  - commit: { repository: acme/cv-dct, mesage: x }
  - commit
  - invoke: [a]
  - setup: { expect: { fail: [x] } }
  - { setup: , wait: }
  - register: { repository: acme/cv-dct }
  - register
`)).toEqual([
    'scripts/some.yaml:1:1: script: unknown key \'solutin\', did you mean \'solution\'? (expected solution, core, repositories, steps)',
    'scripts/some.yaml:2:32: core: unknown key \'pth\', did you mean \'path\'? (expected repository, path, branch)',
    'scripts/some.yaml:2:7: core.path: expected text, got nothing',
    'scripts/some.yaml:4:3: repository \'acme/cv-dtc\': there is no folder \'modules/none\', neither beside the script nor in the current folder',
    'scripts/some.yaml:6:5: steps[0]: unknown step \'setpu\', did you mean \'setup\'? (expected setup, commit, register, invoke, daily, wait)',
    'scripts/some.yaml:7:5: steps[1]: unknown key \'comit\', did you mean \'commit\'? (expected setup, commit, register, invoke, daily, wait, expect)',
    'scripts/some.yaml:8:40: steps[2].commit: unknown key \'mesage\', did you mean \'message\'? (expected repository, message, run, expect)',
    'scripts/some.yaml:8:27: steps[2].commit.repository: unknown repository \'acme/cv-dct\', did you mean \'acme/cv-dtc\'? (there are acme/cv-dtc)',
    'scripts/some.yaml:9:5: steps[3]: \'commit\' needs arguments, expected { commit: { repository: owner/name, message: text, run: command } }',
    'scripts/some.yaml:10:13: steps[4].invoke: expected text, got a list',
    'scripts/some.yaml:11:24: steps[5].setup.expect: unknown key \'fail\', did you mean \'failed\'? (expected failed)',
    'scripts/some.yaml:12:5: steps[6]: expected exactly one of setup, commit, register, invoke, daily, wait, got setup and wait',
    'scripts/some.yaml:13:29: steps[7].register.repository: unknown repository \'acme/cv-dct\', did you mean \'acme/cv-dtc\'? (there are acme/cv-dtc)',
    'scripts/some.yaml:14:5: steps[8]: \'register\' needs arguments, expected { register: { repository: owner/name } }',
  ]);
});

test.each([
  ['', 'the script is empty'],
  ['[', 'not valid YAML'],
  ['core: x\nsteps: [setup]', 'core: expected a mapping with repository, path, branch, got \'x\''],
  ['steps: [setup]', 'core: missing; expected { repository: owner/name, path: folder }'],
  [HEAD, 'steps: missing'],
  [`${HEAD}steps: []`, 'steps: expected at least one step'],
  [`solution: My Solution\n${HEAD}steps: [setup]`, '\'My Solution\' is not a name'],
  ['core: { repository: core, path: core }\nsteps: [setup]', '\'core\' is not the full name of a repository: expected owner/name'],
  ['core: { repository: acme/core, path: core }\nrepositories: { acme/core: modules/dtc }\nsteps: [setup]', 'repository \'acme/core\' is given twice'],
  [`${HEAD}steps: [setup]\nsteps: [wait]`, 'not valid YAML'],
  ['core: { repository: acme/core }\nsteps: [{ commit: { repository: acme/x, message: y } }]', 'unknown repository \'acme/x\' (the script names no repository; add it under repositories)'],
])('a wrong script is refused: %j', (text, message) => {
  expect(problems(text).join('\n')).toContain(message);
});
