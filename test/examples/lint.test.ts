import { spawnSync } from 'child_process';
import { join } from 'path';
import { MODULES, repositoryOf } from './modules';
import { synthesize } from './synthesize';

const linter = spawnSync('cfn-lint', ['--version'], { encoding: 'utf8' });
const check = linter.status === 0 ? test : test.skip;
if (linter.status !== 0) process.stderr.write('cfn-lint is not installed: the templates of the examples are not linted (pip install cfn-lint)\n');

/** What the CDK itself leaves in templates: explicit dependencies that are implied already, and Firehose's table of address ranges. */
const IGNORED = ['W3005', 'W7001'];

function lint(files: readonly string[]) {
  const { status, stdout } = spawnSync('cfn-lint', ['--regions', 'us-east-1', '--ignore-checks', ...IGNORED, '--', ...files], { encoding: 'utf8' });
  return { status, stdout };
}

describe('cfn-lint has no finding', () => {
  check.each(['core', ...MODULES.map(repositoryOf), 'one-time'])('in the templates of examples/%s', example => {
    const { folder, templates } = synthesize(example);

    expect(lint(Object.keys(templates).map(name => join(folder, `${name}.template.json`)))).toEqual({ status: 0, stdout: '' });
  }, 120_000);

  check('in the template that launches the reference solution', () => {
    expect(lint([join(__dirname, '../../templates/launch/connected-vehicle.template.json')])).toEqual({ status: 0, stdout: '' });
  }, 60_000);
});
