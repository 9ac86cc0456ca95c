// Registries show the readme without the repository, so its relative links are replaced by links to the repository at the package's
// version. jsii translates its TypeScript, so its programs in other languages are removed.
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
