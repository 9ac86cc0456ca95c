import { heldBackVariable } from '../../../../src/cli/bundle/held-back-variable';
import type { Notification } from '../../../../src/cli/solution/notifications/messages';
import { notifyHeldBack, newlyHeldBack } from '../../../../src/cli/solution/notifications/notify-held-back';
import { Failure } from '../../../../src/cli/terminal/failure';
import type { HeldBack } from '../../../../src/model/directory';

const BAD: HeldBack = { module: 'dtc', reason: 'schema: found 9, expected 1' };

describe('held-back modules', () => {
  test('are all new if nothing was notified before', () => {
    expect(newlyHeldBack([BAD])).toEqual([BAD]);
  });

  test('are not notified again until the reason changes', () => {
    const worse = { module: 'dtc', reason: 'expected JSON' };

    expect(newlyHeldBack([BAD], heldBackVariable([BAD]))).toEqual([]);
    expect(newlyHeldBack([worse], heldBackVariable([BAD]))).toEqual([worse]);
  });

  test('are notified again if they were resolved in between', () => {
    expect(newlyHeldBack([BAD], heldBackVariable([]))).toEqual([BAD]);
  });

  test('are notified once, too, if the reason is too long to be exported completely', () => {
    const long = { module: 'dtc', reason: 'x'.repeat(5000) };

    expect(newlyHeldBack([long], heldBackVariable([long]))).toEqual([]);
  });
});

async function tell(heldBack: readonly HeldBack[], lastExported: () => Promise<string | undefined>) {
  const told: Notification[] = [];
  const lines: string[] = [];
  const asked: string[][] = [];
  const history = { lastExported: async (...what: string[]) => { asked.push(what); return lastExported(); } };
  const notifier = { notify: async (make: (place: { solution: string; account: string; region: string }) => Notification) => void told.push(make({ solution: 's', account: '1', region: 'eu-west-1' })) };
  await notifyHeldBack({ solution: 's', of: 'core', action: 'Prepare' }, heldBack, history, notifier, line => void lines.push(line));
  return { told, lines, asked };
}

test('are notified with module, region, reason and link', async () => {
  const { told, asked } = await tell([BAD], async () => undefined);

  expect(asked).toEqual([['core.s', 'Prepare', 'INSYNC_HELD_BACK']]);
  expect(told).toEqual([{
    subject: 's: dtc is held back',
    message: [
      'The module dtc of the solution s (account 1, eu-west-1) is held back: schema: found 9, expected 1.',
      'If it is installed, it stays as it is. Other modules are not affected. This is notified once, and again when the reason changes.',
      'To list everything that is held back: cv-insync status --solution s',
      'Pipeline: https://eu-west-1.console.aws.amazon.com/codesuite/codepipeline/pipelines/core.s/view?region=eu-west-1',
    ].join('\n'),
  }]);
});

test('are not compared with earlier ones if there are none', async () => {
  expect((await tell([], async () => undefined)).asked).toEqual([]);
});

test('are rather notified twice than never if the earlier ones cannot be read', async () => {
  const { told, lines } = await tell([BAD], async () => { throw new Failure(['AccessDenied']); });

  expect(told).toHaveLength(1);
  expect(lines).toEqual(['what was held back before is unknown, so all of it is notified: AccessDenied']);
});
