/** Writes the operations and the coverage of each service of the account into docs/rehearsal.md: `npx tsx --tsconfig tsconfig.dev.json scripts/docs/operations.ts`. */
import { readFileSync, writeFileSync } from 'fs';
import { join } from 'path';
import { type About, ABOUT, createAccount, operationsOf } from '@cv-insync/emulator';

const PAGE = join(__dirname, '../../docs/rehearsal.md');
const LIST = /(<!-- operations[^>]*-->\n)[^]*(<!-- \/operations -->)/;

/** The page as it is, and with the account's current lists. */
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
| **Simulated** | ${standIn} |
| **Not covered** | ${unproven} |
`;

if (require.main === module) writeFileSync(PAGE, operationsPage().current);
