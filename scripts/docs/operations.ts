/**
 * Writes the operations and the coverage of each emulated service into docs/rehearsal.md, and a summary into the emulator's README:
 * `npx tsx --tsconfig tsconfig.dev.json scripts/docs/operations.ts`.
 */
import { readFileSync, writeFileSync } from 'fs';
import { join } from 'path';
import { type About, ABOUT, createAccount, operationsOf } from '@cv-insync/emulator';

const ROOT = join(__dirname, '../..');

interface Service extends About {
  readonly name: string;
  readonly operations: readonly string[];
}

/** The generated parts: the page, and the name of the markers that enclose the part. */
const PARTS: ReadonlyArray<{ readonly page: string; readonly marker: string; readonly render: (services: readonly Service[]) => string }> = [
  { page: 'docs/rehearsal.md', marker: 'operations', render: services => services.map(section).join('\n') },
  { page: 'packages/emulator/README.md', marker: 'services', render: summary },
];

/** The pages as written, and with the emulator's current lists. */
export function operationsPages() {
  const account = createAccount();
  const services = account.serviceNames.sort().map(name => ({ name, operations: operationsOf(account, name), ...ABOUT[name] }));
  return PARTS.map(({ page, marker, render }) => {
    const written = readFileSync(join(ROOT, page), 'utf8');
    const part = new RegExp(`(<!-- ${marker}[^>]*-->\n)[^]*(<!-- /${marker} -->)`);
    return { page, written, current: written.replace(part, (_, start, end) => start + render(services) + end) };
  });
}

const section = ({ name, operations, real, standIn, unproven }: Service) => `### ${name}

| | |
|---|---|
| **Operations** | ${operations.join(', ')} |
| **Real** | ${real} |
| **Simulated** | ${standIn} |
| **Not covered** | ${unproven} |
`;

function summary(services: readonly Service[]): string {
  return ['| service | operations | real | simulated |', '|---|---|---|---|',
    ...services.map(({ name, operations, real, standIn }) => `| ${name} | ${operations.length} | ${real} | ${standIn} |`), ''].join('\n');
}

if (require.main === module) for (const { page, current } of operationsPages()) writeFileSync(join(ROOT, page), current);
