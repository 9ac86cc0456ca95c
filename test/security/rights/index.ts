/**
 * `npm run mutate:rights`: takes every right away from every policy of the templates, one at a time, and says what notices it. Fails if a right that nothing
 * notices is not listed in unnoticed.ts, or one is listed that something notices.
 *
 * `--decisions DIR`: the decisions of flows, as record-decisions.mjs of the emulator wrote them. Without it, the life of one small solution stands for all flows, and is rehearsed.
 * `--sample N --seed S`: takes N of the rights that this life needs away in earnest, and expects it to fail.
 */
import { mkdtempSync, rmSync } from 'fs';
import { tmpdir } from 'os';
import { join } from 'path';
import { parseArgs } from 'util';
import { uniformInt } from 'pure-rand/distribution/uniformInt';
import { xoroshiro128plus } from 'pure-rand/generator/xoroshiro128plus';
import { allRights } from './all-rights';
import { lifeWithout, noticedInLife } from './life';
import { noticedByFlows } from './recorded';
import { idOf, labelOf, type Right } from './right';
import { noticedStatically } from './static';
import { UNNOTICED } from './unnoticed';

const STATIC = ['documented', 'completeness', 'promised', 'examples', 'oracle', 'sent', 'targets', 'data'];

async function main(): Promise<number> {
  const { values: { decisions, sample, seed } } = parseArgs({ options: { decisions: { type: 'string' }, sample: { type: 'string' }, seed: { type: 'string' } } });
  const rights = await allRights();
  const noticed = new Map<string, Set<string>>();
  const notice = (right: Right, by: string) => void noticed.set(idOf(right), (noticed.get(idOf(right)) ?? new Set()).add(by));
  await noticedStatically(notice);
  await noticedInLife(notice);
  if (decisions) console.log(`${await noticedByFlows(decisions, right => notice(right, 'flows'))} decisions of flows`);

  const by = (right: Right) => noticed.get(idOf(right)) ?? new Set<string>();
  const ofStatic = rights.filter(right => STATIC.some(check => by(right).has(check)));
  const unnoticed = rights.filter(right => !by(right).size);
  console.log(`${rights.length} rights: ${ofStatic.length} noticed by checks without a rehearsal, ${rights.length - ofStatic.length - unnoticed.length} by a rehearsal, ${unnoticed.length} by nothing`);
  for (const check of [...STATIC, 'life', 'roles', 'flows']) console.log(`  ${check}: ${rights.filter(right => by(right).has(check)).length}`);
  const listed = new Set(UNNOTICED.map(({ right }) => right));
  const wrong = [
    ...unnoticed.map(labelOf).filter(label => !listed.has(label)).map(label => `nothing notices that it is missing: ${label}`),
    ...[...listed].filter(label => !unnoticed.some(right => labelOf(right) === label)).map(label => `listed in unnoticed.ts, but noticed or gone: ${label}`),
    ...sample === undefined ? [] : await notFailing(chosen(rights.filter(right => by(right).has('life')), Number(sample), Number(seed ?? 1))),
  ];
  for (const line of wrong) console.error(`FAILED  ${line}`);
  return wrong.length ? 1 : 0;
}

function chosen(rights: readonly Right[], count: number, seed: number): Right[] {
  const random = xoroshiro128plus(seed);
  const left = [...rights];
  return Array.from({ length: Math.min(count, left.length) }, () => left.splice(uniformInt(random, 0, left.length - 1), 1)[0]);
}

/** Those without which the life of the solution succeeds all the same. */
async function notFailing(rights: readonly Right[]): Promise<string[]> {
  const wrong: string[] = [];
  for (const right of rights) {
    const refusal = await lifeWithout(right);
    console.log(`without ${labelOf(right)}: ${refusal ?? 'nothing failed'}`);
    if (refusal === undefined) wrong.push(`a decision needed it, and yet the life of the solution succeeded without: ${labelOf(right)}`);
  }
  return wrong;
}

process.env.INSYNC_SHARED_FOLDER ??= mkdtempSync(join(tmpdir(), 'insync-rights-'));
void main().finally(() => rmSync(process.env.INSYNC_SHARED_FOLDER!, { recursive: true, force: true })).then(code => { process.exitCode = code; });
