import { createHash } from 'crypto';
import { subscribe } from 'diagnostics_channel';
import { appendFileSync } from 'fs';
import { join } from 'path';

/**
 * Loaded by `node --import`: writes the decisions of IAM that an emulated account takes in this process into the folder INSYNC_DECISIONS, each kind once.
 * Programs that a test starts with an environment of their own have no such folder, and so no account whose decisions are of interest.
 * The file has a line for each policy, `{ id, policy }`, before those for the decisions that name it.
 */
const folder = process.env.INSYNC_DECISIONS;
const file = join(folder ?? '', `${process.pid}-${Date.now()}.jsonl`);
const ids = new WeakMap();
const written = new Set();

const write = line => appendFileSync(file, `${JSON.stringify(line)}\n`);

function idOf(policy) {
  if (!policy) return undefined;
  if (ids.has(policy)) return ids.get(policy);
  const id = createHash('sha256').update(JSON.stringify(policy)).digest('hex').slice(0, 16);
  ids.set(policy, id);
  if (!written.has(id)) write({ id, policy });
  written.add(id);
  return id;
}

/** Without what differs from run to run, and decides nothing: times, names of sessions, and random parts of names. */
const kindOf = ({ principal, action, resource, context: { 'aws:CurrentTime': _time, 'aws:EpochTime': _epoch, 'aws:userid': _user, ...context } }) =>
  JSON.stringify([principal, action, resource, context])
    .replace(/(:assumed-role\/[^/"]+)\/[^"]+/g, '$1')
    .replace(/[\da-f]{8}-[\da-f-]{27}/g, 'id').replace(/\/[\w-]{7}(?=")/g, '/key').replace(/[\da-f]{20,}/g, 'digest').replace(/\d{9,}/g, 'number');

if (folder) {
  subscribe('cv-insync:decision', ({ request, policies: { identity, boundary, session, resource }, allowed }) => {
    const policies = { identity: identity.map(idOf), boundary: idOf(boundary), session: session?.map(idOf), resource: idOf(resource) };
    const kind = createHash('sha256').update(kindOf(request) + JSON.stringify(policies)).digest('hex');
    if (written.has(kind)) return;
    written.add(kind);
    write({ kind, request, policies, allowed });
  });
}
