import { spawnSync } from 'child_process';
import { join } from 'path';
import { MODULES, repositoryOf } from './modules';
import { synthesize } from './synthesize';
import { renderStaticTemplates } from '../../src/pipelines/templates';
import { folderOf } from '../cli/world';

const linter = spawnSync('cfn-lint', ['--version'], { encoding: 'utf8' });
const check = linter.status === 0 ? test : test.skip;
if (linter.status !== 0) process.stderr.write('cfn-lint is not installed: the templates of the examples are not linted (pip install cfn-lint)\n');

/** Findings that the CDK itself causes: redundant explicit dependencies, and Firehose's table of address ranges. */
const IGNORED = ['W3005', 'W7001'];

interface Finding {
  readonly Filename: string;
  readonly Rule: { readonly Id: string };
  readonly Message: string;
}

/** Lints all files at once, because starting the linter takes most of the time. */
function lint(files: readonly string[]): Finding[] {
  const { stdout, stderr } = spawnSync('cfn-lint', ['--regions', 'us-east-1', '--ignore-checks', ...IGNORED, '--format', 'json', '--', ...files], { encoding: 'utf8' });
  try {
    return JSON.parse(stdout);
  } catch {
    throw new Error(`cfn-lint gives no findings as JSON: ${stdout}${stderr}`);
  }
}

const templatesOf = (example: string) => {
  const { folder, templates } = synthesize(example);
  return Object.keys(templates).map(name => join(folder, `${name}.template.json`));
};

const SUBJECTS: Readonly<Record<string, () => string[]>> = {
  ...Object.fromEntries(['core', ...MODULES.map(repositoryOf), 'one-time'].map(example => [`the templates of examples/${example}`, () => templatesOf(example)])),
  'the template that launches the reference solution': () => [join(__dirname, '../../templates/launch/connected-vehicle.template.json')],
  'the templates of the module definition and of deliveries': () => {
    const templates = Object.entries(renderStaticTemplates()).map(([file, text]) => [file.replace('templates/', ''), JSON.parse(text)]);
    const folder = folderOf(Object.fromEntries(templates));
    return templates.map(([file]) => join(folder, file));
  },
};

/** Templates that must have findings: an unknown property, and a runtime that AWS no longer supports. */
const BROKEN = {
  'property.template.json': { Topic: { Type: 'AWS::SNS::Topic', Properties: { Name: 'none' } } },
  'runtime.template.json': {
    Function: {
      Type: 'AWS::Lambda::Function',
      Properties: { Runtime: 'nodejs18.x', Handler: 'index.handler', Role: 'arn:aws:iam::111122223333:role/r', Code: { ZipFile: 'exports.handler = async () => {};' } },
    },
  },
};

describe('cfn-lint has no finding', () => {
  let findings: Finding[];
  const broken = folderOf(Object.fromEntries(Object.entries(BROKEN).map(([file, Resources]) => [file, { Resources }])));
  const files = new Map<string, string[]>();
  beforeAll(() => {
    for (const [subject, filesOf] of Object.entries(SUBJECTS)) files.set(subject, filesOf());
    if (linter.status === 0) findings = lint([...Object.keys(BROKEN).map(file => join(broken, file)), ...[...files.values()].flat()]);
  }, 240_000);

  // W2531 when AWS stops supporting a runtime, then E2531 when it creates no more functions with it, then E2533 when it updates none.
  check.each([['property.template.json', 'E3002'], ['runtime.template.json', 'E2533']])('except in %s, with the rule %s, and names the file', (file, rule) => {
    expect(findings.filter(({ Filename }) => Filename === join(broken, file)).map(({ Rule }) => Rule.Id)).toContain(rule);
  });

  check.each(Object.keys(SUBJECTS))('in %s', subject => {
    const own = files.get(subject)!;

    expect(own.length).toBeGreaterThan(0);
    expect(findings.filter(({ Filename }) => own.includes(Filename)).map(({ Filename, Rule: { Id }, Message }) => `${Filename}: ${Id} ${Message}`)).toEqual([]);
  });
});
