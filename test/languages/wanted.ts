import { Language, LANGUAGES } from './toolchains';

const ALL = '--all';

/** What a command line asks for. */
export interface Wanted {
  readonly languages: readonly Language[];
  /** Whether one whose tools are absent is a failure, rather than left out: those that were named, or all with `--all`. */
  readonly required: boolean;
  /** Whether tools that are absent are installed, where that can be done. */
  readonly install: boolean;
  /** What is wrong with the command line, in words. */
  readonly problem?: string;
}

/** Reads names of languages, in their own order, and `--all`. */
export function wanted(args: readonly string[]): Wanted {
  const unknown = args.filter(arg => arg !== ALL && !LANGUAGES.some(language => language === arg));
  const named = LANGUAGES.filter(language => args.includes(language));
  const install = args.includes(ALL);
  return {
    languages: named.length ? named : LANGUAGES,
    required: install || named.length > 0,
    install,
    ...unknown.length && { problem: `unknown: ${unknown.join(', ')}; expected some of ${LANGUAGES.join(', ')}, or ${ALL}; TypeScript, JavaScript and .NET are tried with each` },
  };
}
