import { idOf, necessaryFor, type Right } from './right';
import { recordedDecisions } from '../../../packages/emulator/test/iam-evaluator/recorded-decisions';

/** Tells of the rights that the recorded flows need (record-decisions.mjs of the emulator). Returns the number of decisions that allowed something. */
export async function noticedByFlows(folder: string, notice: (right: Right) => void): Promise<number> {
  const kinds = new Set<string>();
  const noticed = new Set<string>();
  for await (const { kind, request, policies, allowed } of recordedDecisions(folder)) {
    if (!allowed || kinds.has(kind)) continue;
    kinds.add(kind);
    for (const right of necessaryFor(request, policies, each => noticed.has(idOf(each)))) {
      noticed.add(idOf(right));
      notice(right);
    }
  }
  return kinds.size;
}
