import { existsSync, mkdirSync, readdirSync, readFileSync, writeFileSync } from 'fs';
import { join } from 'path';
import type { Recording } from './recorder';

/** Where a fixture comes from. */
export type Origin = 'aws' | 'emulator';

/** A recording in a file. */
export interface Fixture extends Recording {
  readonly schema: 1;
  readonly from: Origin;
  readonly note: string;
  /** For AWS: the day and the region. */
  readonly recorded?: string;
  readonly region?: string;
}

const NOTES: Readonly<Record<Origin, string>> = {
  emulator: 'Recorded in the emulator: it shows that the emulator behaves as before, and nothing about AWS. A recording in an AWS account replaces it (docs/conformance.md).',
  aws: 'Recorded in an AWS account; account ids, random parts and times are replaced by names.',
};

const fileOf = (folder: string, check: string) => join(folder, `${check.replace(/[^A-Za-z0-9-]+/g, '.')}.json`);

/** Writes one file for each recording. */
export function writeFixtures(folder: string, recordings: readonly Recording[], from: Origin, region: string, now = new Date()): void {
  mkdirSync(folder, { recursive: true });
  for (const recording of recordings) {
    const origin = from === 'aws' ? { recorded: now.toISOString().slice(0, 10), region } : {};
    const fixture: Fixture = { schema: 1, from, note: NOTES[from], ...origin, ...recording };
    writeFileSync(fileOf(folder, recording.check), `${JSON.stringify(fixture, undefined, 1)}\n`);
  }
}

/** The fixture of a check, if the folder has one. */
export function readFixture(folder: string, check: string): Fixture | undefined {
  const file = fileOf(folder, check);
  if (!existsSync(file)) return undefined;
  const fixture = JSON.parse(readFileSync(file, 'utf8')) as Fixture;
  if (fixture.schema !== 1) throw new Error(`${file}: found schema ${fixture.schema}, expected 1`);
  return fixture;
}

export const fixturesIn = (folder: string): Fixture[] => existsSync(folder)
  ? readdirSync(folder).filter(name => name.endsWith('.json')).sort().map(name => JSON.parse(readFileSync(join(folder, name), 'utf8')) as Fixture) : [];
