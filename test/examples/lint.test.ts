import { spawnSync } from 'child_process';
import { join } from 'path';
import { MODULES, repositoryOf } from './modules';
import { synthesize } from './synthesize';
import { folderOf } from '../cli/world';

const linter = spawnSync('cfn-lint', ['--version'], { encoding: 'utf8' });
const check = linter.status === 0 ? test : test.skip;
if (linter.status !== 0) process.stderr.write('cfn-lint is not installed: the templates of the examples are not linted (pip install cfn-lint)\n');

/** What the CDK itself leaves in templates: explicit dependencies that are implied already, and Firehose's table of address ranges. */
const IGNORED = ['W3005', 'W7001'];

interface Finding {
  readonly Filename: string;
  readonly Rule: { readonly Id: string };
  readonly Message: string;
}

/** Lints all files at once: most of the time goes into starting the linter. */
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
};

describe('cfn-lint has no finding', () => {
  let findings: Finding[];
  let broken: string;
  beforeAll(() => {
    broken = join(folderOf({ 'broken.template.json': { Resources: { Topic: { Type: 'AWS::SNS::Topic', Properties: { Name: 'none' } } } } }), 'broken.template.json');
    if (linter.status === 0) findings = lint([broken, ...Object.values(SUBJECTS).flatMap(files => files())]);
  }, 240_000);

  check('but in a broken template, whose finding names its file', () => {
    expect(findings.filter(({ Filename }) => Filename === broken)).toMatchObject([{ Rule: { Id: 'E3002' } }]);
  });

  check.each(Object.entries(SUBJECTS))('in %s', (_, filesOf) => {
    const files = filesOf();

    expect(files.length).toBeGreaterThan(0);
    expect(findings.filter(({ Filename }) => files.includes(Filename)).map(({ Filename, Rule: { Id }, Message }) => `${Filename}: ${Id} ${Message}`)).toEqual([]);
  });
});
