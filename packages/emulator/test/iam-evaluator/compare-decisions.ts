import { EXCEPTIONS } from './decision-exceptions';
import { recordedDecisions } from './recorded-decisions';
import { simulated } from './simulator';

/** `compare-decisions.ts FOLDER`: compares the decisions in a folder, which flows recorded (record-decisions.mjs), with those of the simulator of another author. */
async function main(folder: string): Promise<number> {
  const kinds = new Set<string>();
  const policies = new Set<string>();
  let refused = 0;
  let [agreed, excepted, differing] = [0, 0, 0];
  for await (const { kind, request, policies: of, allowed } of recordedDecisions(folder)) {
    if (kinds.has(kind)) continue;
    kinds.add(kind);
    for (const policy of [of.identity, of.boundary, of.session, of.resource].flat()) if (policy) policies.add(JSON.stringify(policy));
    if (!allowed) refused++;
    const expected = await simulated(request, of);
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
  console.log(`${kinds.size} decisions (${refused} refusals), ${policies.size} policies, ${excepted} explained differences`);
  console.log(`${agreed + excepted} passed, ${differing} failed`);
  return differing === 0 && agreed > 0 ? 0 : 1;
}

void main(process.argv[2]).then(code => { process.exitCode = code; });
