import { existsSync, readdirSync, readFileSync } from 'fs';
import { join } from 'path';
import type { DeliveryTemplates } from './deliveries';
import { bundledTemplate, DEFINITION_FOLDER } from './generate';
import { digestOf } from '../../model/digest';
import type { Entry } from '../../model/entry';
import { isRemoval, parseEntry } from '../../model/parse';
import { formatProblem, type Problem } from '../../model/problem';
import { Failure, fail } from '../terminal/failure';

/** What the module-definition pipeline applies. */
export interface Definition {
  readonly entries: readonly Entry[];
  readonly templates: DeliveryTemplates;
  /** Digest of the entries. An approval of many removals is for one digest. */
  readonly digest: string;
}

/** Reads an unpacked definition bundle. */
export function readDefinition(directory: string): Definition {
  const folder = join(directory, DEFINITION_FOLDER);
  const template = (kind: 'connection' | 's3') => {
    const path = join(directory, bundledTemplate(kind));
    return existsSync(path) ? readFileSync(path, 'utf8') : fail(`${path} is missing, expected an unpacked definition bundle in ${directory}`);
  };
  const templates = { connection: template('connection'), s3: template('s3') };
  const problems: Problem[] = [];
  // A definition without modules has no such folder.
  const files = existsSync(folder) ? readdirSync(folder).filter(file => file.endsWith('.json')).sort() : [];
  const entries = files.flatMap(file => {
    const parsed = parseEntry(readFileSync(join(folder, file), 'utf8'), file.slice(0, -'.json'.length), file);
    problems.push(...parsed.problems);
    return parsed.value && !isRemoval(parsed.value) ? [parsed.value] : [];
  });
  if (problems.length) throw new Failure(problems.map(formatProblem));
  return { entries, templates, digest: digestOf(entries) };
}
