import { execFileSync } from 'child_process';
import { createHash } from 'crypto';
import { existsSync, mkdirSync, readFileSync } from 'fs';
import { join } from 'path';
import { unzipSync } from 'fflate';

/** The release of cfn-lint (MIT-0) whose wheel carries the registry schemas with their handlers; others are published without the handlers. */
export const CFN_LINT = { version: '1.58.0', sha256: '9d9f06043160756a6158f5c3f92a44ce38254b1c578127461608305bc8262987' };

const FILE = `cfn_lint-${CFN_LINT.version}-py3-none-any.whl`;
const CACHE = join(__dirname, '../../../../node_modules/.cache/cv-insync');
const PYTHONS = ['python3', 'python'];

export interface Schema {
  readonly typeName: string;
  readonly handlers?: Readonly<Record<string, { readonly permissions?: readonly string[] }>>;
  readonly tagging?: {
    readonly taggable?: boolean;
    readonly tagOnCreate?: boolean;
    readonly tagUpdatable?: boolean;
    readonly cloudFormationSystemTags?: boolean;
    readonly tagProperty?: string;
    readonly permissions?: readonly string[];
  };
}

/** The published schemas of all resource types; undefined where neither the wheel nor a Python to download it with is present. */
export function schemas(): readonly Schema[] | undefined {
  const wheel = join(CACHE, FILE);
  if (!existsSync(wheel) && !download()) return undefined;
  const bytes = readFileSync(wheel);
  const sha256 = createHash('sha256').update(bytes).digest('hex');
  if (sha256 !== CFN_LINT.sha256) throw new Error(`${wheel} has the SHA-256 ${sha256}, expected ${CFN_LINT.sha256}; delete it to download it again`);
  const files = unzipSync(bytes, { filter: ({ name }) => name.startsWith('cfnlint/data/schemas/resources/') && name.endsWith('.json') });
  return Object.values(files).map(text => JSON.parse(Buffer.from(text).toString('utf8')));
}

function download(): boolean {
  const python = PYTHONS.find(name => succeeds(name, '--version'));
  if (!python) return false;
  mkdirSync(CACHE, { recursive: true });
  return succeeds(python, '-m', 'pip', 'download', `cfn-lint==${CFN_LINT.version}`, '--no-deps', '--only-binary', ':all:', '--quiet', '--dest', CACHE);
}

function succeeds(command: string, ...args: string[]): boolean {
  try {
    execFileSync(command, args, { stdio: ['ignore', 'ignore', 'ignore'], timeout: 120_000 });
    return true;
  } catch {
    return false;
  }
}
