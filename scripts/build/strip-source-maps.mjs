// Removes the source maps that jsii writes into the compiled files: with the sources in them, they are a sixth of the package.
import { readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

const MAP = /\n\/\/# sourceMappingURL=data:[^\n]*\s*$/;

for (const folder of process.argv.slice(2)) {
  for (const file of readdirSync(folder, { recursive: true }).filter(name => name.endsWith('.js'))) {
    const path = join(folder, file);
    const text = readFileSync(path, 'utf8');
    if (MAP.test(text)) writeFileSync(path, text.replace(MAP, '\n'));
  }
}
