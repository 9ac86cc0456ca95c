import { readdirSync, readFileSync } from 'fs';
import { join } from 'path';
import { EXCEPTIONS } from './decision-exceptions';
import { simulated } from './simulator';
import type { AccessRequest, PolicyDocument } from '../../src/iam-evaluator';

/**
 * `compare-decisions.ts FOLDER`: compares the decisions in a folder, which flows recorded (record-decisions.mjs), with those of the simulator of another author.
 */
interface Recorded {
  /** The same for decisions that differ in times, names of sessions and random parts of names alone. */
  readonly kind: string;
  readonly request: AccessRequest;
  /** Ids of policies. */
  readonly policies: { readonly identity: string[]; readonly boundary?: string; readonly session?: string[]; readonly resource?: string };
  readonly allowed: boolean;
}

async function main(folder: string): Promise<number> {
  const lines = readdirSync(folder).filter(name => name.endsWith('.jsonl'))
    .flatMap(name => readFileSync(join(folder, name), 'utf8').split('\n').filter(Boolean).map(line => JSON.parse(line)));
  const policies = new Map<string, PolicyDocument>(lines.filter(({ policy }) => policy).map(({ id, policy }) => [id, policy]));
  const of = (id: string | undefined) => id === undefined ? undefined : policies.get(id)!;
  const decisions = [...new Map<string, Recorded>(lines.filter(({ request }) => request).map(line => [line.kind, line])).values()];
  let [agreed, excepted, differing] = [0, 0, 0];
  for (const { request, policies: { identity, boundary, session, resource }, allowed } of decisions) {
    const expected = await simulated(request, {
      identity: identity.map(id => of(id)!), boundary: of(boundary), session: session?.map(id => of(id)!), resource: of(resource),
    });
    if (expected === allowed) {
      agreed++;
    } else if (EXCEPTIONS.some(({ applies }) => applies(request, allowed))) {
      excepted++;
    } else {
      differing++;
      const { principal, action, resource: on, context } = request;
      console.log(`FAILED  ${principal}: ${action} on ${on} ${JSON.stringify(context)}: ${allowed ? 'allowed' : 'refused'}, and the simulator says otherwise`);
    }
  }
  const refused = decisions.filter(({ allowed }) => !allowed).length;
  console.log(`${decisions.length} decisions (${refused} refusals), ${policies.size} policies, ${excepted} explained differences`);
  console.log(`${agreed + excepted} passed, ${differing} failed`);
  return differing === 0 && agreed > 0 ? 0 : 1;
}

void main(process.argv[2]).then(code => { process.exitCode = code; });
