import { readdirSync, readFileSync } from 'fs';
import { join, relative } from 'path';

/** What the samples of this package are made to be about. */
export interface SampleSubject {
  readonly name: string;
  readonly description: string;
  /** `module/Output` of what is read besides what the sample reads anyway. */
  readonly consumes: readonly string[];
}

const FOLDER = join(__dirname, '..', 'samples');

/** The line of the sample by which an output becomes known to the function: it is repeated for each further one. */
const CONSUMED = /^( *)FLEET_TRIP_TABLE_NAME: this\.consume\('fleet', 'TripTableName'\),\n/m;

/** The files that a project begins with, by path: those of the folder `samples`, under the module's own name. */
export function renderSamples(subject: SampleSubject): Record<string, string> {
  const files = readdirSync(FOLDER, { recursive: true, withFileTypes: true }).filter(entry => entry.isFile());
  const paths = files.map(({ parentPath, name }) => relative(FOLDER, join(parentPath, name)).split('\\').join('/')).sort();
  return Object.fromEntries(paths.map(path => [rename(path, subject), fill(rename(readFileSync(join(FOLDER, path), 'utf8'), subject), subject)]));
}

const rename = (text: string, { name }: SampleSubject) => text.replaceAll('sample-module', name).replaceAll('SampleModule', pascalCase(name));

function fill(text: string, { description, consumes }: SampleSubject): string {
  const more = consumes.filter(output => !text.includes(consumption(output)));
  const lines = (indent: string) => more.map(output => `${indent}${variable(output)}: ${consumption(output)},\n`).join('');
  return text.replaceAll('{{description}}', () => description).replace(CONSUMED, (line, indent: string) => line + lines(indent));
}

const consumption = (output: string) => `this.consume('${output.split('/').join("', '")}')`;

/** `fleet/TripTableName` becomes `FLEET_TRIP_TABLE_NAME`. */
const variable = (output: string) => output.replace(/([a-z0-9])([A-Z])/g, '$1_$2').replace(/[^A-Za-z0-9]/g, '_').toUpperCase();

export const pascalCase = (name: string) => name.split('-').map(part => part[0].toUpperCase() + part.slice(1)).join('');
