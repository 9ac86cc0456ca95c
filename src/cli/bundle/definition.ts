import { existsSync, readdirSync, readFileSync } from 'fs';
import { basename, join } from 'path';
import type { DeliveryTemplates } from './deliveries';
import { BUNDLED_SETTINGS, bundledTemplate, DEFINITION_FOLDER } from './generate';
import { digestOf } from '../../model/digest';
import type { Entry } from '../../model/entry';
import { isRemoval, parseEntry } from '../../model/parse';
import { formatProblem, type Problem } from '../../model/problem';
import { DELIVERY_KINDS, type DeliveryKind, type DeliverySettings } from '../../pipelines/delivery/parameters';
import { Failure, fail } from '../terminal/failure';

/** What the module-definition pipeline applies. */
export interface Definition {
  readonly entries: readonly Entry[];
  readonly templates: DeliveryTemplates;
  readonly settings?: DeliverySettings;
  /** Digest of the entries. An approval of many removals is for one digest. */
  readonly digest: string;
}

const ENTRY = new RegExp(`^${DEFINITION_FOLDER}/[^/]+\\.json$`);

/** Reads an unpacked definition bundle. */
export function readDefinition(directory: string): Definition {
  const folder = join(directory, DEFINITION_FOLDER);
  // A definition without modules has no such folder.
  const entries = existsSync(folder) ? readdirSync(folder).map(file => `${DEFINITION_FOLDER}/${file}`).filter(path => ENTRY.test(path)) : [];
  const templates = DELIVERY_KINDS.map(bundledTemplate).filter(path => existsSync(join(directory, path)));
  const paths = [...entries, ...templates, ...existsSync(join(directory, BUNDLED_SETTINGS)) ? [BUNDLED_SETTINGS] : []];
  return definitionOf(Object.fromEntries(paths.map(path => [path, readFileSync(join(directory, path), 'utf8')])), directory);
}

/** The definition in the files of a bundle, which errors name as the place. */
export function definitionOf(files: Readonly<Record<string, string>>, place: string): Definition {
  const template = (kind: DeliveryKind) => files[bundledTemplate(kind)]
    ?? fail(`${place}: ${bundledTemplate(kind)} is missing, expected an unpacked definition bundle`);
  const templates = { connection: template('connection'), s3: template('s3') };
  const problems: Problem[] = [];
  const entries = Object.keys(files).filter(path => ENTRY.test(path)).sort().flatMap(path => {
    const file = basename(path);
    const parsed = parseEntry(files[path], basename(file, '.json'), file);
    problems.push(...parsed.problems);
    return parsed.value && !isRemoval(parsed.value) ? [parsed.value] : [];
  });
  if (problems.length) throw new Failure(problems.map(formatProblem));
  const settings = files[BUNDLED_SETTINGS];
  return { entries, templates, ...settings !== undefined && { settings: JSON.parse(settings) }, digest: digestOf(entries) };
}
