import { Language, LANGUAGES } from './toolchains';

const ALL = '--all';

/** The selected languages of a command line. */
export interface Selection {
  readonly languages: readonly Language[];
  /** Whether a language without its tools is a failure instead of being skipped: named languages, or all with `--all`. */
  readonly required: boolean;
  /** Whether missing tools are installed, where that is possible. */
  readonly install: boolean;
  /** The problem of the command line, if any. */
  readonly problem?: string;
}

/** Parses names of languages and `--all`. The languages keep the order of `LANGUAGES`. */
export function parseSelection(args: readonly string[]): Selection {
  const unknown = args.filter(arg => arg !== ALL && !LANGUAGES.some(language => language === arg));
  const named = LANGUAGES.filter(language => args.includes(language));
  const install = args.includes(ALL);
  return {
    languages: named.length ? named : LANGUAGES,
    required: install || named.length > 0,
    install,
    ...unknown.length && { problem: `unknown: ${unknown.join(', ')}; expected some of ${LANGUAGES.join(', ')}, or ${ALL}; TypeScript, JavaScript and .NET are always included` },
  };
}
