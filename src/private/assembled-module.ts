import { execFileSync } from 'child_process';
import { readFileSync } from 'fs';
import { basename, extname, join, resolve } from 'path';
import { Stage } from 'aws-cdk-lib';
import { Construct } from 'constructs';
import { moduleNameProblems, solutionProblems, throwProblems } from './problems';
import { Contract } from '../model/contract';

/** A module without the CDK, as the command line made it ready to be deployed. */
export interface AssembledModule {
  readonly description?: string;
  readonly contract: Contract;
  readonly template: string;
  /** What is not wrong with it, but not as its author may think. */
  readonly notes: readonly string[];
  /** Files that the template refers to, by the digests that name their objects. */
  readonly assets: readonly { readonly fileName: string; readonly digest: string }[];
}

/** What the command line puts before them. */
const NOTE = 'note: ';

const COMMAND_LINE = join(__dirname, '..', '..', 'assets', 'cv-insync.js');

/** Makes the module of a folder ready, within the cloud assembly of the app. Throws everything that is wrong with it. */
export function assembleModule(scope: Construct, name: string, path: string, solution: string): AssembledModule {
  throwProblems(`module "${name}"`, [...moduleNameProblems(name), ...solutionProblems(solution)]);
  const outdir = assemblyOf(scope);
  const target = `module.${name}`;
  const told = synthesize(name, path, solution, join(outdir, target));
  const json = (file: string) => JSON.parse(readFileSync(join(outdir, target, file), 'utf8'));
  const { modules: [module] } = json('insync.module.json');
  if (module.name !== name) throw new Error(`module "${name}" cannot be defined: its module.yaml names it "${module.name}", expected the id of the construct; correct one of them`);
  return {
    description: module.description,
    contract: module.contract,
    notes: told.split('\n').filter(line => line.startsWith(NOTE)).map(line => line.slice(NOTE.length)),
    template: readFileSync(join(outdir, target, module.templateFile), 'utf8'),
    assets: Object.keys(json(module.assetsFile).files).map(file => ({ fileName: join(target, file), digest: basename(file, extname(file)) })),
  };
}

/** The folder of the cloud assembly that a construct becomes part of. */
const assemblyOf = (scope: Construct) => [...scope.node.scopes].reverse().find(construct => Stage.isStage(construct))!.outdir;

/** Gives what the command line tells. */
function synthesize(name: string, path: string, solution: string, output: string): string {
  try {
    return execFileSync(process.execPath, [COMMAND_LINE, 'synth', resolve(path), '--solution', solution, '--output', output], { stdio: ['ignore', 'pipe', 'pipe'], encoding: 'utf8' });
  } catch (error) {
    const { stderr, message } = error as Error & { stderr?: string };
    throw new Error(`module "${name}" cannot be defined from ${path}:\n${stderr?.replace(/^error: /gm, '').trimEnd() || message}`);
  }
}
