import { join } from 'path';
import { coreOf, LISTED, stacksNamed } from './acts';
import type { Check } from './check';
import type { RunContext } from './context';
import { expectEffects } from './expect';
import { stacksOf } from '../aws/stacks';
import { moduleFiles } from '../solution/module';
import type { Workspace } from '../user/workspace';
import { writeFiles } from '../user/write-files';

const cdk = ({ modules }: Workspace) => join(modules, '.bin', 'cdk');

/** Uploads the core and its module, and deploys the core's stack, as a person does once. */
async function install(context: RunContext): Promise<void> {
  const { solution, sources, workspace, terminal } = context;
  const core = coreOf(context);
  await sources.upload('core', core);
  await sources.upload(LISTED, moduleFiles({ name: LISTED }, workspace.tarball));
  const folder = join(workspace.folder, 'core');
  writeFiles(folder, core);
  await terminal.succeed(folder, cdk(workspace), 'deploy', `${solution}-core`, '--require-approval', 'never');
}

/** Synthesizes the core, to tell what it consists of. Returns the folder of the assembly. */
export async function synthesizeCore(context: Pick<RunContext, 'solution' | 'account' | 'workspace' | 'terminal'>): Promise<string> {
  const { workspace, terminal } = context;
  const folder = join(workspace.folder, 'core');
  writeFiles(folder, coreOf(context));
  await terminal.succeed(folder, cdk(workspace), 'synth', '--quiet');
  return join(folder, 'cdk.out');
}

const INSTALLED = ['base', 'core', `delivery-${LISTED}`, LISTED, 'modules'];

/** Sets the solution up from nothing, and destroys it in between. The last round is what other checks use. */
export function setUps(rounds: number): Check[] {
  return Array.from({ length: rounds }, (_, index): Check[] => [
    {
      name: `set-up/${index + 1}`,
      title: `set-up from nothing, ${index + 1} of ${rounds}`,
      usage: { core: 1, modules: 1, module: 1, ...index === 0 && { deliveries: 1 } },
      run: async context => {
        await expectEffects(context, `set-up/${index + 1}`, () => install(context), {
          ran: ['core: Succeeded', `${LISTED}: Succeeded`, 'modules: Succeeded'],
          created: stacksNamed(context, ...INSTALLED),
        });
      },
    },
    ...index + 1 < rounds ? [{
      name: `set-up/${index + 1}-destroyed`,
      title: `destroyed, ${index + 1} of ${rounds}`,
      after: [`set-up/${index + 1}`],
      run: destroy(`set-up/${index + 1}-destroyed`),
    }] : [],
  ]).flat();
}

/** Destroys the solution with the command, after which nothing of it is installed. */
export const destroy = (name: string) => async (context: RunContext): Promise<void> => {
  const { solution, workspace, terminal } = context;
  const installed = (await stacksOf(context.account, solution)).map(({ name: stack }) => stack);
  await expectEffects(context, name, async () => {
    await terminal.succeed(workspace.folder, join(workspace.modules, '.bin', 'cv-insync'), 'destroy', '--solution', solution, '--yes');
  }, { deleted: installed });
};

/** The last check: the whole solution is destroyed. */
export const destroyed = (setUp: string): Check => ({
  name: 'flow/destroy', title: 'cv-insync destroy deletes the whole solution', after: [setUp], run: destroy('flow/destroy'),
});
