import { readFileSync } from 'fs';
import { join } from 'path';

const README = join(__dirname, '..', '..', 'README.md');
const HEADING = '## Use it in a CDK app';

/** The program of the readme in a language. */
export function snippet(fence: string): string {
  const page = readFileSync(README, 'utf8');
  const section = page.slice(page.indexOf(HEADING)).split('\n## ')[0];
  const block = new RegExp(`^\`\`\`${fence}\n([^]*?)^\`\`\`$`, 'm').exec(section);
  if (!block) throw new Error(`README.md, "${HEADING.slice(3)}": no block of ${fence}`);
  return block[1];
}
