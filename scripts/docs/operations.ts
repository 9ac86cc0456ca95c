/** Writes what each service of the account has, and how far that goes, into docs/rehearsal.md: `npx tsx scripts/docs/operations.ts`. */
import { readFileSync, writeFileSync } from 'fs';
import { join } from 'path';
import { type About, ABOUT, createAccount, operationsOf } from '@cv-insync/emulator';

const PAGE = join(__dirname, '../../docs/rehearsal.md');
const LIST = /(<!-- operations[^>]*-->\n)[^]*(<!-- \/operations -->)/;

/** The page with the lists that the account has now, and as it is. */
export function operationsPage() {
  const account = createAccount();
  const written = readFileSync(PAGE, 'utf8');
  const list = account.serviceNames.sort().map(name => section(name, ABOUT[name], operationsOf(account, name))).join('\n');
  return { written, current: written.replace(LIST, (_, start, end) => start + list + end) };
}

const section = (name: string, { real, standIn, unproven }: About, operations: readonly string[]) => `### ${name}

| | |
|---|---|
| **Operations** | ${operations.join(', ')} |
| **Real** | ${real} |
| **Stood in for** | ${standIn} |
| **Unproven** | ${unproven} |
`;

if (require.main === module) writeFileSync(PAGE, operationsPage().current);
