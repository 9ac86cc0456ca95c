import { readdirSync, readFileSync } from 'fs';
import { join, relative } from 'path';

/** Values that are filled into the samples. */
export interface SampleSubject {
  readonly name: string;
  readonly description: string;
  /** Additional outputs that the sample consumes, as `module/Output`. */
  readonly consumes: readonly string[];
}

const FOLDER = join(__dirname, '..', 'samples');

/** The line of the sample that passes an output to the function. It is repeated for each additional output. */
const CONSUMED = /^( *)FLEET_TRIP_TABLE_NAME: this\.consume\('fleet', 'TripTableName'\),\n/m;

/** The sample files of a project, by path: those of the folder `samples`, with the module's name. */
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
