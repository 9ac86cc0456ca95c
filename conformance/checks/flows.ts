import { addModule, cvInsync, succeed, stacksNamed, uploadCore, uploadModule } from './acts';
import type { Check } from './check';
import { expectEffects, expectText } from './expect';
import type { ModuleOptions } from '../solution/module';

/** The flows of docs/flows.md that sources in S3 can have. Each check continues from the ones before. */

const READER: ModuleOptions = { name: 'reader', consumes: ['base/ValueName'], produces: ['Out'] };
/** What the checks before have made of the core. */
const SECOND = { value: 'second' };

export const flows = (setUp: string): Check[] => [
  {
    name: 'flow/push-to-the-core-without-a-change',
    title: 'a push to the core that changes no stack runs the core pipeline, which changes nothing',
    after: [setUp],
    usage: { core: 1 },
    run: async context => {
      await expectEffects(context, 'flow/push-to-the-core-without-a-change', () => uploadCore(context, { readme: 'Another text.' }), { ran: ['core: Succeeded'] });
    },
  },
  {
    name: 'flow/add-a-module',
    title: 'cv-insync add installs a module, and runs no other module\'s pipeline',
    after: [setUp],
    usage: { core: 1, modules: 1, module: 1, deliveries: 1 },
    run: async context => {
      await expectEffects(context, 'flow/add-a-module', () => addModule(context, READER), {
        ran: ['core: Succeeded', 'modules: Succeeded', 'reader: Succeeded'],
        created: stacksNamed(context, 'delivery-reader', 'reader'),
        updated: stacksNamed(context, 'modules'),
      });
      expectText(await succeed(context, 'status', 'reader'), /reader +operator +delivered/, 'cv-insync status');
    },
  },
  {
    name: 'flow/push-to-a-module',
    title: 'a push to a module runs that module\'s pipeline alone',
    after: ['flow/add-a-module'],
    usage: { module: 1 },
    run: async context => {
      await expectEffects(context, 'flow/push-to-a-module', () => uploadModule(context, { ...READER, value: 'two' }), {
        ran: ['reader: Succeeded'], updated: stacksNamed(context, 'reader'),
      });
    },
  },
  {
    name: 'flow/change-the-value-of-an-output',
    title: 'a changed value of the core\'s output is delivered to the module that reads it, and to no other',
    after: ['flow/add-a-module'],
    usage: { core: 1, module: 1 },
    run: async context => {
      await expectEffects(context, 'flow/change-the-value-of-an-output', () => uploadCore(context, SECOND), {
        ran: ['core: Succeeded', 'reader: Succeeded'], updated: stacksNamed(context, 'base', 'reader'),
      });
    },
  },
  {
    name: 'flow/change-parameters',
    title: 'a changed parameter of a module restarts its pipeline',
    after: ['flow/add-a-module'],
    usage: { core: 1, modules: 1, module: 1 },
    run: async context => {
      await expectEffects(context, 'flow/change-parameters', () => succeed(context, 'add', 'reader', '--parameter', 'Threshold=20'), {
        ran: ['core: Succeeded', 'modules: Succeeded', 'reader: Succeeded'],
        updated: stacksNamed(context, 'delivery-reader', 'modules', 'reader'),
      });
    },
  },
  {
    name: 'flow/a-module-fails',
    title: 'a module whose tests fail is not deployed, and nothing else runs',
    after: ['flow/add-a-module'],
    usage: { module: 1 },
    run: async context => {
      await expectEffects(context, 'flow/a-module-fails', () => uploadModule(context, { ...READER, value: 'three', test: 'exit 3' }), { ran: ['reader: Failed'] });
    },
  },
];

/** The flows after those of an approved module, which reads the output of `reader`. */
export const laterFlows: Check[] = [
  {
    name: 'flow/drop-an-output-in-use',
    title: 'a version that drops an output in use stops at its gate',
    after: ['approval/approved'],
    usage: { module: 1 },
    run: async context => {
      await expectEffects(context, 'flow/drop-an-output-in-use', () => uploadModule(context, { ...READER, produces: [] }), { ran: ['reader: Failed'] });
    },
  },
  {
    name: 'flow/remove-a-required-module',
    title: 'cv-insync remove refuses a module that another requires, and names both',
    after: ['approval/approved'],
    run: async context => {
      const { status, output } = await cvInsync(context, 'remove', 'reader', '--yes');
      context.recorder.answer('flow/remove-a-required-module', 'cv-insync remove reader', { status, output });
      if (status !== 1) throw new Error(`found exit status ${status}, expected 1:\n${output}`);
      expectText(output, /reader is required: asked reads reader\/Out/, 'cv-insync remove');
    },
  },
  {
    name: 'flow/remove-a-module',
    title: 'cv-insync remove deletes the stacks of a module, and nothing else',
    after: ['approval/approved'],
    usage: { core: 1, modules: 1 },
    run: async context => {
      await expectEffects(context, 'flow/remove-a-module', () => succeed(context, 'remove', 'asked', '--yes'), {
        ran: ['core: Succeeded', 'modules: Succeeded'],
        updated: stacksNamed(context, 'modules'),
        deleted: stacksNamed(context, 'asked', 'delivery-asked'),
      });
    },
  },
  {
    name: 'flow/change-the-core-pipeline',
    title: 'another core module changes the core pipeline, which restarts once',
    after: ['flow/change-the-value-of-an-output'],
    usage: { core: 2 },
    run: async context => {
      await expectEffects(context, 'flow/change-the-core-pipeline', () => uploadCore(context, { ...SECOND, extra: true }), {
        ran: ['core: Cancelled', 'core: Succeeded'], created: stacksNamed(context, 'extra'), updated: stacksNamed(context, 'core', 'modules'),
      });
    },
  },
];
