/** Writes the list of the account's operations into docs/rehearsal.md: `npx tsx scripts/operations.ts`. */
import { readFileSync, writeFileSync } from 'fs';
import { join } from 'path';
import { createAccount } from '../src/rehearsal/account';
import { operationsOf } from '../src/rehearsal/account/operations';

const PAGE = join(__dirname, '../docs/rehearsal.md');
const LIST = /(<!-- operations[^>]*-->\n)[^]*(<!-- \/operations -->)/;

/** The page with the list that the account has now, and as it is. */
export function operationsPage() {
  const account = createAccount();
  const written = readFileSync(PAGE, 'utf8');
  const rows = account.serviceNames.sort().map(name => `| ${name} | ${operationsOf(account, name).join(', ')} |`);
  const list = ['| service | operations |', '|---|---|', ...rows, ''].join('\n');
  return { written, current: written.replace(LIST, (_, start, end) => start + list + end) };
}

if (require.main === module) writeFileSync(PAGE, operationsPage().current);
