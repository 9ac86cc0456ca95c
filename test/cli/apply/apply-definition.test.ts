import { applyDefinition } from '../../../src/cli/apply/apply-definition';
import type { DeployedStack } from '../../../src/cli/aws/stacks';
import { deliveryOf } from '../../../src/cli/bundle/deliveries';
import type { Notification } from '../../../src/cli/solution/notifications/messages';
import type { Notifier } from '../../../src/cli/solution/notifications/notifier';
import type { Entry } from '../../../src/model/entry';
import type { StackResource, StackResources } from '../../../src/model/stack-resource';
import { listParameters } from '../../registry/memory-store';
import { memoryStacks, memoryStore, stackOf, TOOLS } from '../world';

const entry = (name: string, branch = 'main'): Entry => ({ schema: 1, name, source: { kind: 'github', repository: 'acme/x', branch } });
const definition = (...entries: Entry[]) => ({ entries, templates: TOOLS.deliveryTemplates, digest: 'digest-of-definition' });
/** The stack of a module, which its pipeline tags. */
const deployed = (name: string) => stackOf(`s-${name}`, { tags: { 'insync:solution': 's', 'insync:module': name } });
const installed = (name: string, changes: Partial<DeployedStack> = {}) => {
  const { stack, tags, parameters } = deliveryOf('s', entry(name), TOOLS.deliveryTemplates);
  return stackOf(stack, { tags, parameters, ...changes });
};

interface Setting {
  readonly stacks?: readonly DeployedStack[];
  readonly parameters?: Readonly<Record<string, string>>;
  readonly faults?: Readonly<Record<string, string>>;
  /** The final status of stacks with an operation in progress at the start. */
  readonly ending?: Readonly<Record<string, string>>;
  /** Resources of stacks; those whose ids begin with `Kept` are retained. */
  readonly resources?: Readonly<Record<string, readonly StackResource[]>>;
  /** Replaces the reading of resources. */
  readonly broken?: Partial<StackResources>;
  readonly headStart?: number;
  readonly onLine?: (line: string) => void;
}


async function run(wanted: Entry[], { stacks = [], parameters = {}, faults, ending, resources = {}, broken, headStart, onLine }: Setting = {}) {
  const cloud = memoryStacks(stacks, faults, ending);
  const stackResources: StackResources = {
    list: async stack => resources[stack] ?? [],
    template: async stack => ({
      Resources: Object.fromEntries((resources[stack] ?? []).map(({ logicalId }) => [logicalId, logicalId.startsWith('Kept') ? { DeletionPolicy: 'RetainExceptOnCreate' } : {}])),
    }),
    ...broken,
  };
  const store = memoryStore({ ...listParameters('s'), '/s/core/delivery-role-arn': 'arn:role', ...parameters });
  const pipelines = {
    disableTransition: async (pipeline: string, stage: string) => void cloud.log.push(`close ${stage} of ${pipeline}`),
    stop: async (pipeline: string) => void cloud.log.push(`stop ${pipeline}`),
  };
  const lines: string[] = [];
  const told: Notification[] = [];
  const notifier: Notifier = { notify: async make => void told.push(make({ solution: 's', account: '1', region: 'eu-west-1' })) };
  const account = { store, stacks: cloud, resources: stackResources, pipelines, notifier };
  const applied = await applyDefinition('s', definition(...wanted), account, line => {
    lines.push(line);
    onLine?.(line);
  }, headStart)
    .catch((error: Error) => error);
  return { applied, error: applied instanceof Error ? applied.message : undefined, log: cloud.log, present: cloud.present, store, lines, told };
}

describe('a problem of one module does not affect the others', () => {
  const setting = (resources: Partial<StackResources>): Setting => ({
    stacks: [installed('dtc'), deployed('dtc'), installed('poi'), deployed('poi'), installed('trips'), deployed('trips')],
    broken: resources,
  });

  test('an unexpected error fails only its removal', async () => {
    const { applied } = await run([entry('api'), entry('trips'), entry('fleet')], setting({
      list: async stack => stack === 's-dtc' ? Promise.reject(new TypeError('x.startsWith is not a function')) : [],
    }));
    expect(applied).toMatchObject({
      changes: { changed: ['api', 'fleet'], removed: ['poi'] },
      failures: [{ module: 'dtc', reason: 'unexpected TypeError: x.startsWith is not a function' }],
    });
  });

  test('deliveries do not wait forever for a removal that does not end', async () => {
    let end: () => void = () => undefined;
    const held = new Promise<never[]>(resolve => { end = () => resolve([]); });
    const ended = run([entry('api'), entry('trips')], {
      ...setting({ list: stack => stack === 's-dtc' ? held : Promise.resolve([]) }),
      headStart: 10,
      onLine: line => line === 'api: its delivery is in place' && end(),
    });
    expect((await ended).applied).toMatchObject({ changes: { changed: ['api'], removed: ['dtc', 'poi'] }, failures: [] });
  });
});

describe('deliveries', () => {
  test('new modules get one each, tagged with their digest', async () => {
    const { applied, present, lines } = await run([entry('api'), entry('dtc')]);

    expect(applied).toEqual({ changes: { changed: ['api', 'dtc'], removed: [], troubled: [] }, heldBack: [], kept: [], failures: [] });
    expect(present.get('s-delivery-dtc')).toEqual(expect.objectContaining({
      status: 'CREATE_COMPLETE',
      tags: { 'insync:solution': 's', 'insync:module': 'dtc', 'insync:digest': expect.stringMatching(/^[0-9a-f]{64}$/) },
    }));
    expect(lines).toContain('dtc: its delivery is in place');
  });

  test('unchanged ones are left alone, and changed ones are updated', async () => {
    const { applied, log } = await run([entry('api'), entry('dtc', 'next')], { stacks: [installed('api'), installed('dtc')] });

    expect(log).toEqual(['update s-delivery-dtc']);
    expect(applied).toEqual(expect.objectContaining({ changes: { changed: ['dtc'], removed: [], troubled: [] } }));
  });

  test('one whose last update failed is updated again, although its digest is up to date', async () => {
    expect((await run([entry('dtc')], { stacks: [installed('dtc', { status: 'UPDATE_ROLLBACK_COMPLETE' })] })).log).toEqual(['update s-delivery-dtc']);
  });

  test('one that never succeeded is deleted and created', async () => {
    expect((await run([entry('dtc')], { stacks: [installed('dtc', { status: 'ROLLBACK_COMPLETE' })] })).log)
      .toEqual(['delete s-delivery-dtc', 'create s-delivery-dtc']);
  });

  test.each(['ROLLBACK_FAILED', 'CREATE_FAILED', 'DELETE_FAILED', 'REVIEW_IN_PROGRESS'])('one in %s is deleted and created', async status => {
    expect((await run([entry('dtc')], { stacks: [installed('dtc', { status })] })).log).toEqual(['delete s-delivery-dtc', 'create s-delivery-dtc']);
  });

  test.each(['CREATE_IN_PROGRESS', 'UPDATE_IN_PROGRESS', 'UPDATE_COMPLETE_CLEANUP_IN_PROGRESS'])('one in %s is waited for, and left alone if it is then up to date', async status => {
    const { applied, log } = await run([entry('dtc')], { stacks: [installed('dtc', { status })], ending: { 's-delivery-dtc': 'UPDATE_COMPLETE' } });

    expect(log).toEqual([]);
    expect(applied).toEqual({ changes: { changed: [], removed: [], troubled: [] }, heldBack: [], kept: [], failures: [] });
  });

  test('one whose update could not be rolled back is rolled back first, then updated', async () => {
    const { applied, log } = await run([entry('dtc', 'next')], { stacks: [installed('dtc', { status: 'UPDATE_ROLLBACK_FAILED' })] });

    expect(log).toEqual(['continue rollback s-delivery-dtc', 'update s-delivery-dtc']);
    expect(applied).toEqual(expect.objectContaining({ changes: { changed: ['dtc'], removed: [], troubled: [] } }));
  });

  test('one that cannot be rolled back either is reported with its cause', async () => {
    const { applied, log } = await run([entry('dtc', 'next')], {
      stacks: [installed('dtc', { status: 'UPDATE_ROLLBACK_FAILED' })], faults: { 's-delivery-dtc': 'the role is gone' },
    });

    expect(log).toEqual(['continue rollback s-delivery-dtc']);
    expect(applied).toEqual(expect.objectContaining({
      failures: [{
        module: 'dtc', reason: 'the stack s-delivery-dtc cannot be updated, as its last update could not be rolled back (UPDATE_ROLLBACK_FAILED): Resource: the role is gone',
      }],
    }));
  });

  test('a failed one is reported with its cause, and does not block others', async () => {
    const { applied } = await run([entry('api'), entry('dtc')], { faults: { 's-delivery-api': 'role limit exceeded' } });

    expect(applied).toEqual(expect.objectContaining({
      changes: { changed: ['dtc'], removed: [], troubled: [] },
      failures: [{ module: 'api', reason: 'the stack s-delivery-api ended ROLLBACK_COMPLETE: Resource: role limit exceeded' }],
    }));
  });

  test('a module that failed independently of this run is named', async () => {
    expect((await run([entry('dtc')], { stacks: [installed('dtc'), stackOf('s-dtc', { status: 'ROLLBACK_COMPLETE' })] })).applied)
      .toEqual(expect.objectContaining({ changes: { changed: [], removed: [], troubled: ['dtc'] } }));
  });
});

describe('removal', () => {
  test('disables the transition, then deletes the resources, the records and the delivery', async () => {
    const { applied, log, store, present } = await run([entry('api')], {
      stacks: [installed('api'), installed('dtc'), deployed('dtc')],
      parameters: { '/s/modules/dtc/gated': '{}', '/s/modules/dtc/outputs/Old': 'x', '/s/modules/dtc-two/gated': '{}' },
    });

    expect(log).toEqual(['close Deploy of dtc.s', 'stop dtc.s', 'delete s-dtc', 'delete s-delivery-dtc']);
    expect(applied).toEqual(expect.objectContaining({ changes: { changed: [], removed: ['dtc'], troubled: [] }, failures: [] }));
    expect([...store.values.keys()]).toEqual(['/s/directory/listed/head', '/s/core/delivery-role-arn', '/s/modules/dtc-two/gated']);
    expect([...present.keys()]).toEqual(['s-delivery-api']);
  });

  test('of a module whose entry in the core\'s code is held back does not happen, and neither does any if the list is missing or incomplete', async () => {
    const stacks = [installed('dtc'), stackOf('s-dtc'), installed('poi')];
    const { applied, log } = await run([entry('poi')], { stacks, parameters: listParameters('s', 'dtc', 'poi') });
    expect(log).toEqual([]);
    expect(applied).toEqual(expect.objectContaining({ changes: { changed: [], removed: [], troubled: [] }, kept: [expect.objectContaining({ module: 'dtc' })] }));

    const many = listParameters('s', 'dtc', ...Array.from({ length: 100 }, (_, index) => `module-${index}`));
    const [piece] = [...memoryStore(many).values.keys()].filter(name => many[name].startsWith('dtc {'));
    for (const missing of [piece, '/s/directory/listed/head']) {
      const incomplete = await run([entry('poi')], { stacks, parameters: { ...many, [missing]: '' } });
      expect(incomplete.log).toEqual([]);
      expect(incomplete.error).toBe(`${missing} is missing: start the core pipeline`);
    }
  });

  test('lists what stays in the account, in the log and in the notification', async () => {
    const { lines, told } = await run([], {
      stacks: [installed('dtc'), deployed('dtc')],
      resources: {
        's-dtc': [
          { logicalId: 'KeptTable', type: 'AWS::DynamoDB::Table', physicalId: 's-dtc-table-1' },
          { logicalId: 'Function', type: 'AWS::Lambda::Function', physicalId: 's-dtc-function' },
          { logicalId: 'KeptBucket', type: 'AWS::S3::Bucket', physicalId: 's-dtc-bucket-1' },
        ],
      },
    });

    expect(lines).toEqual(['dtc: removing', 'dtc: keeps s-dtc-table-1 (AWS::DynamoDB::Table)', 'dtc: keeps s-dtc-bucket-1 (AWS::S3::Bucket)', 'dtc: removed']);
    expect(told).toEqual([{
      subject: 's: dtc is removed',
      message: [
        'The module dtc of the solution s (account 1, eu-west-1) is removed: its stacks s-dtc and s-delivery-dtc are deleted.',
        'Kept, because their deletion policy retains them:',
        '- s-dtc-table-1 (AWS::DynamoDB::Table)',
        '- s-dtc-bucket-1 (AWS::S3::Bucket)',
        'Pipeline: https://eu-west-1.console.aws.amazon.com/codesuite/codepipeline/pipelines/modules.s/view?region=eu-west-1',
      ].join('\n'),
    }]);
  });

  test('that continues after an interrupted run says that it cannot know what was retained', async () => {
    const { told } = await run([], { stacks: [installed('dtc')] });

    expect(told.map(({ message }) => message.split('\n')[1])).toEqual(['Its resources were deleted by an earlier run, whose log lists what was kept.']);
  });

  test('leaves a stack of the module\'s name that the solution did not make', async () => {
    const { applied, present, lines } = await run([], { stacks: [installed('dtc'), stackOf('s-dtc')] });

    expect(applied).toMatchObject({ changes: { removed: ['dtc'] }, kept: [] });
    expect([...present.keys()]).toEqual(['s-dtc']);
    expect(lines).toContain('dtc: leaves the stack s-dtc, which the solution did not make');
  });

  test('keeps records and delivery until the resources are deleted', async () => {
    const { applied, store, present, told } = await run([], {
      stacks: [installed('dtc'), deployed('dtc')], parameters: { '/s/modules/dtc/gated': '{}' }, faults: { 's-dtc': 'bucket is not empty' },
    });

    expect(applied).toEqual(expect.objectContaining({
      failures: [{ module: 'dtc', reason: expect.stringContaining('could not be deleted (DELETE_FAILED): Resource: bucket is not empty') }],
    }));
    expect(store.values.has('/s/modules/dtc/gated')).toBe(true);
    expect(present.has('s-delivery-dtc')).toBe(true);
    expect(told).toEqual([]);
  });

  test('spares a module that has an entry, although it is not part of the definition', async () => {
    const { applied, log } = await run([], { stacks: [installed('dtc')], parameters: { '/s/directory/self/dtc': 'not JSON' } });

    expect(log).toEqual([]);
    // The daily check retries it: without the entry, the definition is the same as before.
    expect(applied).toEqual(expect.objectContaining({ kept: [{ module: 'dtc', reason: expect.stringContaining('its entry exists, but is not part of this definition') }] }));
  });

  test('stops at a consumer that cannot be removed, and keeps its producers', async () => {
    const { applied, present } = await run([], {
      stacks: [installed('api'), deployed('api'), installed('dtc'), deployed('dtc')],
      parameters: { '/s/modules/api/contract': '{"consumes":["dtc/Table"]}', '/s/modules/dtc/contract': '{"produces":["Table"]}' },
      faults: { 's-api': 'bucket is not empty' },
    });

    expect(applied).toEqual(expect.objectContaining({ changes: expect.objectContaining({ removed: [] }), failures: [expect.objectContaining({ module: 'api' })] }));
    expect([...present.keys()]).toEqual(expect.arrayContaining(['s-dtc', 's-delivery-dtc']));
  });

  test('takes a module that the operator removed', async () => {
    expect((await run([], {
      stacks: [installed('dtc')], parameters: { '/s/directory/self/dtc': '{}', '/s/directory/operator/dtc': '{"removed":true}' },
    })).applied).toEqual(expect.objectContaining({ changes: expect.objectContaining({ removed: ['dtc'] }) }));
  });

  test('is not held back by a module that requires what it never produced', async () => {
    const { applied } = await run([entry('api')], {
      stacks: [installed('api'), installed('dtc')],
      parameters: { '/s/modules/api/gated': '{"consumes":["dtc/Ghost"]}', '/s/modules/dtc/contract': '{"produces":["Table"]}' },
    });

    expect(applied).toEqual(expect.objectContaining({ heldBack: [], changes: expect.objectContaining({ removed: ['dtc'] }) }));
  });

  test('is not held back if an operator insists', async () => {
    const { applied } = await run([entry('api')], {
      stacks: [installed('api'), installed('dtc')],
      parameters: {
        '/s/modules/api/contract': '{"consumes":["dtc/Table"]}',
        '/s/modules/dtc/contract': '{"produces":["Table"]}',
        '/s/directory/operator/dtc': '{"removed":true,"force":true}',
      },
    });

    expect(applied).toEqual(expect.objectContaining({ heldBack: [], changes: expect.objectContaining({ removed: ['dtc'] }) }));
  });

  test('is held back while other modules require it', async () => {
    const { applied, log } = await run([entry('api')], {
      stacks: [installed('api'), installed('dtc')],
      parameters: { '/s/modules/api/contract': '{"consumes":["dtc/Table"]}', '/s/modules/dtc/contract': '{"produces":["Table"]}' },
    });

    expect(log).toEqual([]);
    expect(applied).toEqual(expect.objectContaining({ heldBack: [{ module: 'dtc', reason: 'it is to be removed, but api requires it' }] }));
  });

  test('spares what another solution installed', async () => {
    expect((await run([], { stacks: [installed('dtc', { tags: { 'insync:solution': 'other' } })] })).log).toEqual([]);
  });

  describe('of more than a third', () => {
    const many = { stacks: ['a', 'b', 'c', 'd'].map(name => installed(name)) };

    test('changes nothing without approval, and says how to approve', async () => {
      const { error, log } = await run([entry('d'), entry('new')], many);

      expect(error).toContain('removes 3 modules at once (a, b, c)');
      expect(error).toContain('cv-insync approve --removals --solution s');
      expect(log).toEqual([]);
    });

    test('happens after approval of this definition, which is then used up', async () => {
      const { applied, store } = await run([entry('d')], { ...many, parameters: { '/s/approvals/removal': 'digest-of-definition' } });

      expect(applied).toEqual(expect.objectContaining({ changes: { changed: [], removed: ['a', 'b', 'c'], troubled: [] } }));
      expect(store.values.has('/s/approvals/removal')).toBe(false);
    });

    test('uses up its approval, even if a run was interrupted when the rest would not have needed one', async () => {
      const { applied, store } = await run([entry('d')], { stacks: [installed('a'), installed('d')], parameters: { '/s/approvals/removal': 'digest-of-definition' } });

      expect(applied).toEqual(expect.objectContaining({ changes: { changed: [], removed: ['a'], troubled: [] } }));
      expect(store.values.has('/s/approvals/removal')).toBe(false);
    });

    test('is not covered by the approval of another definition', async () => {
      expect((await run([entry('d')], { ...many, parameters: { '/s/approvals/removal': 'other' } })).log).toEqual([]);
    });
  });
});
