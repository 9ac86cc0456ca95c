import Table from 'cli-table3';
import type { Outcome, Result } from './checks/check';

const count = (results: readonly Result[], outcome: Outcome) => results.filter(result => result.outcome === outcome).length;

/** What was tried, as a table, and the counts as the last line. */
export function reportText(results: readonly Result[], more: readonly string[] = []): string {
  const table = new Table({ head: ['check', 'result', 'takes', 'what was tried, and why it failed or was left out'], style: { head: [], border: [] }, wordWrap: true, colWidths: [34, 10, 8, 90] });
  for (const { name, title, outcome, reason, seconds } of results) {
    table.push([name, outcome, outcome === 'left out' ? '' : `${seconds.toFixed(0)} s`, reason === undefined ? title : `${title}\n${reason}`]);
  }
  const [passed, failed, left] = [count(results, 'passed'), count(results, 'failed'), count(results, 'left out')];
  return [table.toString(), ...more, ...left ? [`${left} left out`] : [], `${passed} passed, ${failed} failed`].join('\n');
}
