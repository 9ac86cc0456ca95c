/** Draws the parts of the source and their imports into docs/images/parts.svg: `npx tsx scripts/docs/parts.ts`. */
import { existsSync, readFileSync, writeFileSync } from 'fs';
import { join } from 'path';
import { filesImported, importsIn, ROOT } from './import-graph';
import { pictureOf } from './picture';

const PICTURE = join(ROOT, 'docs/images/parts.svg');

/** The parts, by folder, as CONTRIBUTING.md explains them. The library consists of the highlighted ones. */
const PARTS: Readonly<Record<string, { readonly name: string; readonly description: string; readonly isCore?: boolean }>> = {
  'src': { name: 'src/*.ts', description: 'The public constructs, such as CoreInSync', isCore: true },
  'src/private': { name: 'src/private', description: 'Internal classes and functions of the constructs', isCore: true },
  'src/pipelines': { name: 'src/pipelines', description: 'The three kinds of pipelines, as constructs', isCore: true },
  'src/assembly': { name: 'src/assembly', description: 'Reads and writes insync.*.json in a cloud assembly', isCore: true },
  'src/model': { name: 'src/model', description: 'Entries, names, contracts, plans: pure functions', isCore: true },
  'src/registry': { name: 'src/registry', description: 'Reads and writes the parameter store' },
  'src/aws': { name: 'src/aws', description: 'Retry and error settings of all AWS clients' },
  'src/functions': { name: 'src/functions', description: 'The Lambda functions of the core: gate, announce, ...' },
  'src/yaml': { name: 'src/yaml', description: 'Reads YAML and CloudFormation templates, with locations' },
  'src/cli': { name: 'src/cli', description: 'The command line: a folder for each command' },
  'src/rehearsal': { name: 'src/rehearsal', description: 'Scripts, screen and report of a rehearsal' },
  'packages/emulator/src': { name: 'packages/emulator', description: 'A local AWS emulator, which runs pipelines' },
};

export function partsPicture() {
  const imports = reduced(importedParts());
  const boxes = [...imports].map(([folder, others]) => ({ isCore: false, ...PARTS[folder], consumes: others.map(other => PARTS[other].name) }));
  const current = pictureOf(boxes, { title: 'The parts of the source and their imports', verb: 'imports' });
  return { written: existsSync(PICTURE) ? readFileSync(PICTURE, 'utf8') : '', current };
}

/** The parts, in the order above, with the parts that their files import. */
function importedParts(): Map<string, string[]> {
  const found = new Map<string, Set<string>>(Object.keys(PARTS).map(folder => [folder, new Set()]));
  for (const [file, targets] of filesImported(importsIn(['src', 'packages/emulator/src']))) {
    const part = partOf(file);
    targets.map(partOf).filter(other => other !== part).forEach(other => found.get(part)!.add(other));
  }
  return new Map([...found].map(([part, others]) => [part, [...others].sort()]));
}

function partOf(file: string): string {
  const [first, second, third] = file.split('/');
  const folder = first === 'packages' ? join(first, second, third) : existsSync(join(ROOT, first, second)) && !second.endsWith('.ts') ? join(first, second) : first;
  if (!PARTS[folder]) throw new Error(`${folder} is missing in the list of scripts/docs/parts.ts; describe it there and in CONTRIBUTING.md`);
  return folder;
}

/** Removes transitive imports: a part that imports the constructs needs no arrow to the model. */
function reduced(imports: Map<string, string[]>): Map<string, string[]> {
  const kept = new Map([...imports].map(([part, others]) => [part, new Set(others)]));
  const leads = (from: string, to: string, seen = new Set<string>()): boolean =>
    [...kept.get(from)!].some(next => next === to || !seen.has(next) && leads(next, to, seen.add(next)));
  for (const [part, others] of imports) {
    for (const other of others) {
      kept.get(part)!.delete(other);
      if (!leads(part, other, new Set([part]))) kept.get(part)!.add(other);
    }
  }
  return new Map([...kept].map(([part, others]) => [part, [...others].sort()]));
}

if (require.main === module) writeFileSync(PICTURE, partsPicture().current);
