import { createReadStream, readdirSync } from 'fs';
import { join } from 'path';
import { createInterface } from 'readline';
import { idOf, necessaryFor, type Right } from './right';
import type { AccessRequest, Policies, PolicyDocument } from '@cv-insync/emulator/iam';

/** A decision in a file, with the numbers of its policies: their places among the documents before it. */
interface Recorded {
  readonly request: AccessRequest;
  readonly policies: {
    readonly identity: readonly number[];
    readonly boundary?: number;
    readonly session?: readonly number[];
    readonly resource?: number;
  };
}

/** Tells of the rights that the recorded flows need (recorder.mjs). Returns the number of their decisions. */
export async function noticedByFlows(folder: string, notice: (right: Right) => void): Promise<number> {
  let decisions = 0;
  const noticed = new Set<string>();
  for (const file of readdirSync(folder).filter(name => name.endsWith('.jsonl'))) {
    const documents: PolicyDocument[] = [];
    for await (const line of createInterface({ input: createReadStream(join(folder, file)) })) {
      const entry = JSON.parse(line) as Recorded & { readonly document?: PolicyDocument };
      if (entry.document) {
        documents.push(entry.document);
        continue;
      }
      decisions++;
      for (const right of necessaryFor(entry.request, policiesOf(entry.policies, documents), each => noticed.has(idOf(each)))) {
        noticed.add(idOf(right));
        notice(right);
      }
    }
  }
  return decisions;
}

const policiesOf = ({ identity, boundary, session, resource }: Recorded['policies'], documents: readonly PolicyDocument[]): Policies => ({
  identity: identity.map(number => documents[number]),
  boundary: boundary === undefined ? undefined : documents[boundary],
  session: session?.map(number => documents[number]),
  resource: resource === undefined ? undefined : documents[resource],
});
