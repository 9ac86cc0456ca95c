import { execFileSync } from 'child_process';
import { basename, extname, join, resolve } from 'path';
import { Stage } from 'aws-cdk-lib';
import { Construct } from 'constructs';
import { moduleNameProblems, solutionProblems, throwProblems } from './problems';
import { readAssembly } from '../assembly/cloud-assembly';
import { Contract } from '../model/contract';

/** A module without the CDK, as `cv-insync synth` wrote it. */
export interface SynthesizedModule {
  readonly description?: string;
  readonly contract: Contract;
  readonly template: string;
  /** Notes about what may surprise its author. */
  readonly notes: readonly string[];
  /** Files that the template refers to, by the digest in their object keys. */
  readonly assets: readonly { readonly fileName: string; readonly digest: string }[];
}

/** Prefix of notes in the output of the command line. */
const NOTE = 'note: ';

const COMMAND_LINE = join(__dirname, '..', '..', 'assets', 'cv-insync.js');

/** Synthesizes the module in a folder into the cloud assembly of the app. Throws all problems at once. */
export function synthesizeModule(scope: Construct, name: string, path: string, solution: string): SynthesizedModule {
  throwProblems(`module "${name}"`, [...moduleNameProblems(name), ...solutionProblems(solution)]);
  const outdir = assemblyOf(scope);
  const target = `module.${name}`;
  const output = synthesize(name, path, solution, join(outdir, target));
  const { modules: [module], read } = readAssembly(join(outdir, target));
  if (module.name !== name) throw new Error(`module "${name}" cannot be defined: its module.yaml names it "${module.name}", expected the id of the construct; correct one of them`);
  return {
    description: module.description,
    contract: module.contract,
    notes: output.split('\n').filter(line => line.startsWith(NOTE)).map(line => line.slice(NOTE.length)),
    template: read(module.templateFile),
    assets: Object.keys(JSON.parse(read(module.assetsFile!)).files)
      .map(file => ({ fileName: join(target, file), digest: basename(file, extname(file)) })),
  };
}

/** The folder of the cloud assembly that a construct is synthesized into. */
const assemblyOf = (scope: Construct) => [...scope.node.scopes].reverse().find(construct => Stage.isStage(construct))!.outdir;

/** Runs the command line and returns its output. */
function synthesize(name: string, path: string, solution: string, output: string): string {
  try {
    const args = [COMMAND_LINE, 'synth', resolve(path), '--solution', solution, '--core', '--output', output];
    return execFileSync(process.execPath, args, { stdio: ['ignore', 'pipe', 'pipe'], encoding: 'utf8' });
  } catch (error) {
    const { stderr, message } = error as Error & { stderr?: string };
    throw new Error(`module "${name}" cannot be defined from ${path}:\n${stderr?.replace(/^error: /gm, '').trimEnd() || message}`);
  }
}
