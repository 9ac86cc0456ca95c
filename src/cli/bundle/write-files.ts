import { mkdirSync, rmSync, writeFileSync } from 'fs';
import { dirname, join } from 'path';
import { canonicalJson } from '../../model/json';

type Content = string | Uint8Array | object;

/** Replaces the content of a folder by files. Objects are written as JSON. */
export function writeFolder(folder: string, files: Readonly<Record<string, Content>>): void {
  rmSync(folder, { recursive: true, force: true });
  for (const [name, content] of Object.entries(files)) writeFile(join(folder, name), content);
}

export function writeFile(path: string, content: Content): void {
  mkdirSync(dirname(path), { recursive: true });
  writeFileSync(path, typeof content === 'string' || content instanceof Uint8Array ? content : `${canonicalJson(content, 2)}\n`);
}
