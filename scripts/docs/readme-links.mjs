// Packages for other languages show the readme on pages that have no repository around them: there its links lead to the repository,
// at the version that the readme belongs to. Its TypeScript is translated, so what it has in other languages is left out.
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

const file = join(import.meta.dirname, '..', '..', '.jsii');
const assembly = JSON.parse(readFileSync(file, 'utf8'));
const { homepage, readme, version } = assembly;
const at = version === '0.0.0' ? 'main' : `v${version}`;
const RELATIVE = /(!?)\[([^\]]*)\]\((?![a-z]+:|#)([^)\s]+)\)/g;

const OTHER_LANGUAGES = /^<details><summary>(Python|Java|Go|C#)<\/summary>\n[^]*?^<\/details>\n+/gm;

readme.markdown = readme.markdown.replace(OTHER_LANGUAGES, '').replace(RELATIVE, (all, image, text, path) => `${image}[${text}](${homepage}/${image ? 'raw' : 'blob'}/${at}/${path})`);
writeFileSync(file, JSON.stringify(assembly, undefined, 2));
