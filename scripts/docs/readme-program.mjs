// The readme contains one program in each language, written by hand and tested by `npm run languages`. Packages for other languages show
// the readme with translated TypeScript: this replaces the translation of that program by the hand-written version.
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

const root = join(import.meta.dirname, '..', '..');
const tablet = JSON.parse(readFileSync(join(root, '.jsii.tabl.json'), 'utf8'));
const page = readFileSync(join(root, 'README.md'), 'utf8');
const [, section] = page.split(/^## Use it in a CDK app$/m);
const block = fence => new RegExp(`^\`\`\`${fence}\n([^]*?)^\`\`\`$`, 'm').exec(section)[1].trimEnd();

const program = Object.values(tablet.snippets).find(({ translations }) => translations.$.source.trimEnd() === block('ts'));
if (!program) throw new Error('the program of README.md is not among the translations; run `npx projen compile` after a change of README.md');
for (const language of ['python', 'java', 'go']) program.translations[language].source = block(language);
writeFileSync(join(root, '.jsii.tabl.json'), JSON.stringify(tablet, undefined, 2));
