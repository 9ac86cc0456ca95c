import { existsSync, readFileSync } from 'fs';
import { join } from 'path';
import { fail } from '../cli/terminal/failure';
import type { Contract } from '../model/contract';
import type { Entry } from '../model/entry';

/** A module, as the cloud assembly of its app describes it. */
export interface AssembledModule {
  readonly name: string;
  readonly solution: string;
  readonly stackName: string;
  readonly templateFile: string;
  readonly assetsFile?: string;
  readonly contract: Contract;
}

export interface AssembledCore {
  readonly solution: string;
  readonly stackName: string;
  readonly templateFile: string;
  /** Names of the core modules, in the order in which they are deployed. */
  readonly core: readonly string[];
  readonly entries: readonly Entry[];
}

/** What `cdk synth` wrote, as far as the command line reads it. */
export interface Assembly {
  readonly directory: string;
  readonly modules: readonly AssembledModule[];
  /** Present if the app defines the solution's core stack. */
  readonly core?: AssembledCore;
  /** Tags that the app gives to the stack of a template. */
  tags(templateFile: string): Readonly<Record<string, string>>;
  read(file: string): string;
}

const SCHEMA = 1;

export function readAssembly(directory: string): Assembly {
  const file = (name: string) => join(directory, name);
  if (!existsSync(file('manifest.json'))) {
    fail(`${directory}: no cloud assembly here, expected what \`npx cdk synth\` writes; run it first, and leave "output" in cdk.json at cdk.out (a module without the CDK has a module.yaml beside it)`);
  }
  const json = (name: string) => existsSync(file(name)) ? JSON.parse(readFileSync(file(name), 'utf8')) : undefined;
  const versioned = (name: string) => {
    const content = json(name);
    if (content && content.schema !== SCHEMA) {
      fail(`${file(name)}: schema ${content.schema}, expected ${SCHEMA}; use the same version of cv-insync in the app and as the command line`);
    }
    return content;
  };
  const artifacts: any[] = Object.values(json('manifest.json').artifacts ?? {});
  return {
    directory,
    modules: versioned('insync.module.json')?.modules ?? [],
    core: versioned('insync.core.json'),
    tags: templateFile => artifacts.find(({ properties }) => properties?.templateFile === templateFile)?.properties.tags ?? {},
    read: name => readFileSync(file(name), 'utf8'),
  };
}
