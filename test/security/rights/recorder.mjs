/**
 * Loaded into every Node.js process of the flows (NODE_OPTIONS), it writes the decisions of their accounts to files in INSYNC_RIGHTS: requests that were allowed,
 * each once, with the numbers of the policies that decided them, which stand before them.
 */
import { subscribe } from 'diagnostics_channel';
import { appendFileSync } from 'fs';
import { join } from 'path';

const folder = process.env.INSYNC_RIGHTS;
/** What differs between two requests for the same. */
const VOLATILE = ['aws:CurrentTime', 'aws:EpochTime', 'aws:userid'];
const numbers = new Map();
const seen = new Set();
let lines = [];
let timer;

function numberOf(document) {
  const text = JSON.stringify(document);
  if (!numbers.has(text)) {
    numbers.set(text, numbers.size);
    lines.push(JSON.stringify({ document }));
  }
  return numbers.get(text);
}

function flush() {
  if (lines.length) appendFileSync(join(folder, `${process.pid}.jsonl`), `${lines.join('\n')}\n`);
  lines = [];
  timer = undefined;
}

if (folder) {
  subscribe('cv-insync:decision', ({ request, policies, allowed }) => {
    if (!allowed) return;
    const context = Object.fromEntries(Object.entries(request.context).filter(([key]) => !VOLATILE.includes(key)));
    const decided = Object.fromEntries(Object.entries(policies).filter(([, value]) => value !== undefined)
      .map(([kind, value]) => [kind, Array.isArray(value) ? value.map(numberOf) : numberOf(value)]));
    const line = JSON.stringify({ request: { ...request, context }, policies: decided });
    if (seen.has(line)) return;
    seen.add(line);
    // Processes of tests are killed, so nothing waits for their end.
    if (lines.push(line) > 200) flush();
    else timer ??= setTimeout(flush, 200).unref();
  });
  process.on('exit', flush);
}
