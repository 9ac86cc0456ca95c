// Collects the licences of bundled packages, which have to be distributed with their code.
import { readFileSync, readdirSync } from 'node:fs';
import { join } from 'node:path';

const PACKAGE = /^(?:.*\/)?node_modules\/(?:@[^/]+\/)?[^/]+/;
const TEXT = /^(licen[cs]e|notice|copying)(\.(md|txt))?$/i;

/** One entry for each licence text, with the packages that have it. */
export function noticesOf(root, metafiles) {
  const folders = new Set(metafiles.flatMap(({ inputs }) => Object.keys(inputs)).map(path => PACKAGE.exec(path)?.[0]).filter(Boolean));
  const packages = new Map();
  for (const folder of [...folders].sort()) {
    // Old packages name their licence in an object.
    const { name, version, license } = JSON.parse(readFileSync(join(root, folder, 'package.json'), 'utf8'));
    const texts = readdirSync(join(root, folder)).filter(file => TEXT.test(file)).sort().map(file => readFileSync(join(root, folder, file), 'utf8').trim());
    const text = [`Licence: ${license.type ?? license}`, ...texts].join('\n\n');
    packages.set(text, [...packages.get(text) ?? [], `${name} ${version}`]);
  }
  return [
    'The command line and the functions of cv-insync contain code of these packages.\n',
    ...[...packages].map(([text, names]) => `${[...new Set(names)].join('\n')}\n\n${text}\n`),
  ].join(`\n${'-'.repeat(80)}\n\n`);
}
