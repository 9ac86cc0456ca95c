import { readFileSync } from 'fs';
import { join } from 'path';
import { addModule, stacksNamed } from './acts';
import { type Check, isAskedFor } from './check';
import type { RunContext } from './context';
import { expectEffects } from './expect';
import { moduleStackName } from '../../src/model/names';
import { resourcesIn } from '../costs/resources';
import { TYPES_MODULE } from '../names';
import { recordedStack } from '../record/recorder';
import { packageFiles } from '../solution/files';
import { LEFT_OUT, TYPE_CASES, type TypeCase, typesIn } from '../types';
import { type Lifecycle, liveThrough, StepFailed, type Templates } from '../types/lifecycle';
import { templateOf } from '../types/templates';
import { writeFiles } from '../user/write-files';

/** How many stacks are changed at once. */
const AT_ONCE = 6;
const INSTALL = 'types/module';

const nameOf = ({ name }: TypeCase) => `types/${name}`;
const reasonOf = ({ onlyOnAws }: TypeCase, isEmulated: boolean) => isEmulated && onlyOnAws ? onlyOnAws : undefined;

/** The cases whose stacks are created. Others would be in creation still when the run ends, and be left in the account. */
export const casesOf = (isEmulated: boolean, only: readonly string[]): TypeCase[] =>
  TYPE_CASES.filter(typeCase => !reasonOf(typeCase, isEmulated) && isAskedFor(nameOf(typeCase), only));

/** One check for each case, and one for the module whose deploy role deploys them. */
export function types(setUp: string, isEmulated: boolean, only: readonly string[]): Check[] {
  const lives = new Lives(casesOf(isEmulated, only));
  return [
    {
      name: INSTALL,
      title: 'a module whose deploy role deploys the stacks of single types is installed',
      after: [setUp],
      usage: { core: 1, modules: 1, module: 1, deliveries: 1 },
      run: async context => {
        await expectEffects(context, INSTALL, () => addModule(context, { name: TYPES_MODULE }), {
          ran: ['core: Succeeded', 'modules: Succeeded', `${TYPES_MODULE}: Succeeded`],
          created: stacksNamed(context, `delivery-${TYPES_MODULE}`, TYPES_MODULE),
          updated: stacksNamed(context, 'modules'),
        });
        lives.begin(context);
      },
    },
    ...TYPE_CASES.map((typeCase): Check => ({
      name: nameOf(typeCase),
      title: `created, changed, tagged, untagged and deleted: ${typesIn([typeCase]).join(', ')}`,
      after: [INSTALL],
      leftOut: reasonOf(typeCase, isEmulated),
      creates: resourcesIn({ Resources: typeCase.resources }),
      run: async context => record(context, typeCase, await lives.of(typeCase)),
    })),
    ...Object.entries(LEFT_OUT).map(([type, leftOut]): Check =>
      ({ name: `types/${type}`, title: 'created, changed, tagged, untagged and deleted', leftOut, run: async () => undefined })),
  ];
}

/** The lives of the stacks of all cases: some at once, as on AWS each takes minutes. */
class Lives {
  private readonly outcomes = new Map<string, Promise<Lifecycle | Error>>();

  constructor(private readonly cases: readonly TypeCase[]) {}

  begin(context: RunContext): void {
    const templates = synthesize(context);
    const slots = Array.from({ length: AT_ONCE }, () => templates.then(() => undefined, () => undefined));
    this.cases.forEach((typeCase, index) => {
      const slot = index % AT_ONCE;
      const outcome = slots[slot].then(async () => liveThrough(context, typeCase, await templates)).catch((error: Error) => error);
      this.outcomes.set(typeCase.name, outcome);
      slots[slot] = outcome.then(() => undefined);
    });
  }

  of = ({ name }: TypeCase) => this.outcomes.get(name)!;
}

function record({ recorder }: RunContext, { name }: TypeCase, outcome: Lifecycle | Error): void {
  const lifecycle = outcome instanceof StepFailed ? outcome.lifecycle : outcome instanceof Error ? {} : outcome;
  for (const [step, { status, ...history }] of Object.entries(lifecycle)) {
    const change = step === 'create' ? 'created' : step === 'delete' ? 'deleted' : 'updated';
    recorder.answer(`types/${name}`, step, { status, ...recordedStack(change, history) });
  }
  if (outcome instanceof Error) throw outcome;
}

/** Synthesizes the resources of all cases as those of a module, which gives them the names and the boundary of a module's. */
async function synthesize(context: RunContext): Promise<Templates> {
  const { solution, workspace, terminal } = context;
  const template = async (isChanged: boolean) => {
    const folder = join(workspace.folder, isChanged ? 'types-after' : 'types-before');
    writeFiles(folder, {
      ...packageFiles(TYPES_MODULE, workspace.tarball),
      'module.yaml': JSON.stringify({ Name: TYPES_MODULE }),
      'cloudformation.yaml': JSON.stringify(templateOf(TYPE_CASES, isChanged, `${moduleStackName(solution, TYPES_MODULE)}-`)),
    });
    const output = await terminal.succeed(folder, join(workspace.modules, '.bin', 'cv-insync'), 'synth', '--solution', solution);
    const file = /: (\S+\.json)\s*$/.exec(output)?.[1];
    if (file === undefined) throw new Error(`cv-insync synth named no template:\n${output}`);
    return JSON.parse(readFileSync(join(folder, file), 'utf8'));
  };
  return { before: await template(false), after: await template(true) };
}
