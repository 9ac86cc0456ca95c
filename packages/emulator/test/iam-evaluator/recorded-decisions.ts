import { createReadStream, readdirSync } from 'fs';
import { join } from 'path';
import { createInterface } from 'readline';
import type { AccessRequest, Policies, PolicyDocument } from '../../src/iam-evaluator';

/** A decision that record-decisions.mjs recorded. */
export interface RecordedDecision {
  /** The same for decisions that differ in times, names of sessions and random parts of names alone. */
  readonly kind: string;
  readonly request: AccessRequest;
  readonly policies: Policies;
  readonly allowed: boolean;
}

type Line =
  | { readonly id: string; readonly policy: PolicyDocument }
  | (Omit<RecordedDecision, 'policies'> & { readonly policies: { readonly [kind in keyof Policies]: Policies[kind] extends readonly unknown[] | undefined ? string[] : string } });

/** The decisions in the files of a folder. One process records each kind once, so several may record the same. */
export async function* recordedDecisions(folder: string): AsyncGenerator<RecordedDecision> {
  for (const file of readdirSync(folder).filter(name => name.endsWith('.jsonl'))) {
    const known = new Map<string, PolicyDocument>();
    for await (const text of createInterface({ input: createReadStream(join(folder, file)) })) {
      const line = JSON.parse(text) as Line;
      if ('policy' in line) known.set(line.id, line.policy);
      else yield { ...line, policies: policiesOf(line.policies, id => known.get(id)!) };
    }
  }
}

const policiesOf = ({ identity, boundary, session, resource }: Extract<Line, { readonly kind: string }>['policies'], of: (id: string) => PolicyDocument): Policies => ({
  identity: identity.map(of),
  boundary: boundary === undefined ? undefined : of(boundary),
  session: session?.map(of),
  resource: resource === undefined ? undefined : of(resource),
});
