import type { Result } from '../../conformance/checks/check';
import { reportText } from '../../conformance/report';

const RESULTS: Result[] = [
  { name: 'set-up/1', title: 'set-up', outcome: 'passed', seconds: 12.3 },
  { name: 'flow/push', title: 'push', outcome: 'failed', reason: 'ran: found none, expected loner', seconds: 3 },
  { name: 'push/folder', title: 'folder', outcome: 'left out', reason: 'needs --connection', seconds: 0 },
];

test('the report has a line for each check, with the reason, and ends with the counts', () => {
  const text = reportText(RESULTS, ['ended early: interrupted by SIGINT']);

  for (const part of ['12 s', 'ran: found none, expected loner', 'needs --connection', 'ended early: interrupted by SIGINT', '1 left out']) expect(text).toContain(part);
  expect(text.split('\n').at(-1)).toBe('1 passed, 1 failed');
});
