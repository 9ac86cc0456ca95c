import { spawnSync } from 'child_process';
import { Terminal } from './terminal';

/*
 * Seed-Farmer bootstraps an account, as its documentation describes (docs/source/bootstrapping of
 * https://github.com/awslabs/seed-farmer): through boto3, with its own templates.
 */
const isPresent = spawnSync('seedfarmer', ['--version'], { stdio: 'ignore' }).status === 0;
if (!isPresent) process.stderr.write('seedfarmer is not on this machine (pip install seed-farmer): its test is left out\n');

(isPresent ? test : test.skip)('seedfarmer bootstrap toolchain makes the roles of a project, and does so once more without a change', async () => {
  const terminal = new Terminal();
  try {
    const farm = terminal.repository('my-org/farm');
    const deployed = await terminal.start();
    const bootstrap = () => terminal.run(farm, 'seedfarmer', 'bootstrap', 'toolchain', '--project', 'exampleproj',
      '--trusted-principal', 'arn:aws:iam::123456789012:role/Admin', '--as-target');

    for (const verb of ['Deploying', 'Updating']) {
      expect((await bootstrap()).match(/\w+ role in account 123456789012, region us-east-1/g)).toEqual(Array(2).fill(`${verb} role in account 123456789012, region us-east-1`));
      expect(await deployed.stacks()).toEqual({
        'seedfarmer-exampleproj-toolchain-role': { ToolchainRoleName: 'seedfarmer-exampleproj-toolchain-role' },
        'seedfarmer-exampleproj-deployment-role': { DeploymentRoleName: 'seedfarmer-exampleproj-deployment-role' },
      });
      expect(await deployed.roles()).toEqual(['seedfarmer-exampleproj-deployment-role', 'seedfarmer-exampleproj-toolchain-role']);
    }
    expect(await terminal.interrupt()).toEqual({ status: 0, lacks: [] });
  } finally {
    terminal.remove();
  }
}, 180_000);
