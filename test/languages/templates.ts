import { existsSync, readFileSync, readdirSync } from 'fs';
import { join } from 'path';
import { emptied, WORK } from './folders';
import type { Program } from './language';

let assemblies = 0;

/** Synthesizes a program and returns the files that are deployed or read by pipelines, with their contents. */
export async function synthesized(program: Program): Promise<ReadonlyMap<string, string>> {
  const folder = emptied(join(WORK, 'assemblies', `${++assemblies}`));
  const configuration = join(program.folder, 'cdk.json');
  const context = existsSync(configuration) ? JSON.parse(readFileSync(configuration, 'utf8')).context : undefined;
  await program.synthesize({ CDK_OUTDIR: folder, CDK_CONTEXT_JSON: JSON.stringify(context ?? {}) });
  const files = readdirSync(folder).filter(file => /\.(template|assets)\.json$|^insync\./.test(file)).sort();
  if (!files.length) throw new Error('nothing was synthesized');
  return new Map(files.map(file => [file, readFileSync(join(folder, file), 'utf8')]));
}

/** Fails with the first line in which two assemblies differ. */
export function expectEqual(found: ReadonlyMap<string, string>, expected: ReadonlyMap<string, string>) {
  const names = (files: ReadonlyMap<string, string>) => [...files.keys()].join(', ');
  if (names(found) !== names(expected)) throw new Error(`found the files ${names(found)}; expected ${names(expected)}`);
  for (const [file, text] of found) {
    if (text === expected.get(file)) continue;
    const lines = text.split('\n');
    const others = expected.get(file)!.split('\n');
    const line = lines.findIndex((each, index) => each !== others[index]);
    throw new Error(`${file}, line ${line + 1}: found\n${lines[line]}\nexpected\n${others[line]}`);
  }
}
