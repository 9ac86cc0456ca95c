import { isObject } from './json';
import { escapeUnprintable, unprintableMembers } from './printable';
import type { Problem } from './problem';

/** Reads untrusted JSON member by member and collects all problems. */
export class JsonReader {
  readonly problems: Problem[] = [];

  /** `where` names the input in messages; empty if the message already names it. */
  constructor(private readonly where: string) {}

  report(member: string, found: unknown, expected: string): undefined {
    this.problem(member, `${describe(found)}, expected ${expected}`);
    return undefined;
  }

  problem(member: string, message: string): void {
    this.problems.push({ where: escapeUnprintable([this.where, member].filter(Boolean).join(': ')), message: escapeUnprintable(message) });
  }

  /** Reports members with control characters and the like: they would let text of a module pass for output of the tools that show it. */
  printable(value: unknown): void {
    for (const member of unprintableMembers(value)) this.problem(member, 'contains unprintable characters, expected printable text on one line');
  }

  object(value: unknown, member = ''): Record<string, unknown> | undefined {
    return isObject(value) ? value : this.report(member, value, 'an object');
  }

  /** Reports members that are not read: they are most likely misspelt. */
  only(value: Record<string, unknown>, known: readonly string[], member = ''): void {
    for (const name of Object.keys(value).filter(key => !known.includes(key))) {
      this.problem([member, name].filter(Boolean).join('.'), `unknown member, expected one of ${known.join(', ')}`);
    }
  }

  text(value: unknown, member: string, pattern: RegExp, expected: string): string | undefined {
    return typeof value === 'string' && pattern.test(value) ? value : this.report(member, value, expected);
  }

  optional<T>(value: unknown, read: (value: unknown) => T | undefined): T | undefined {
    return value === undefined ? undefined : read(value);
  }

  flag(value: unknown, member: string): boolean | undefined {
    return typeof value === 'boolean' ? value : this.report(member, value, 'true or false');
  }

  texts(value: unknown, member: string, pattern: RegExp, expected: string): string[] | undefined {
    if (!Array.isArray(value)) return this.report(member, value, `a list, each ${expected}`);
    const read = value.map((item, index) => this.text(item, `${member}[${index}]`, pattern, expected));
    return read.every(item => item !== undefined) ? read : undefined;
  }
}

/** The value that was found, shortened for a message. */
function describe(value: unknown): string {
  if (value === undefined) return 'missing';
  const text = JSON.stringify(value);
  return `found ${text.length > 80 ? `${text.slice(0, 77)}...` : text}`;
}
