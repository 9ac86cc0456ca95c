import { writeFileSync } from 'fs';
import { join } from 'path';
import { ISynthesisSession, Stack, Stage } from 'aws-cdk-lib';
import { Contract } from '../model/contract';
import { Entry } from '../model/entry';
import { byText, canonicalJson } from '../model/json';

/** A module's stack, as the manifest describes it. */
export interface ModuleStack extends Stack {
  readonly moduleName: string;
  readonly solution: string;
  _contract(): Contract;
}

/** What the command line reads about a core's stack from its cloud assembly. */
export interface CoreManifest {
  readonly solution: string;
  readonly sourceKind: string;
  /** Names of the core modules, in the order in which they are deployed. */
  readonly core: readonly string[];
  readonly entries: readonly Entry[];
}

const MODULE_MANIFEST = 'insync.module.json';
const CORE_MANIFEST = 'insync.core.json';

/** Writes what the command line needs to know about the modules of an app; each module writes the whole list, the last one wins. */
export function writeModuleManifest(module: ModuleStack, session: ISynthesisSession) {
  const modules = Stage.of(module)!.node.findAll().filter((node): node is ModuleStack => '_contract' in node && Stack.isStack(node))
    .filter(other => Stage.of(other) === Stage.of(module))
    .sort((a, b) => byText(a.moduleName, b.moduleName))
    .map(other => ({
      name: other.moduleName,
      solution: other.solution,
      stackName: other.stackName,
      templateFile: other.templateFile,
      assetsFile: `${other.artifactId}.assets.json`,
      description: other.templateOptions.description,
      contract: other._contract(),
    }));
  write(session, MODULE_MANIFEST, { schema: 1, modules });
}

/** Writes what the command line needs to know about a core. */
export function writeCoreManifest(stack: Stack, session: ISynthesisSession, manifest: CoreManifest) {
  write(session, CORE_MANIFEST, { schema: 1, stackName: stack.stackName, templateFile: stack.templateFile, ...manifest });
}

function write(session: ISynthesisSession, file: string, content: unknown) {
  writeFileSync(join(session.assembly.outdir, file), `${canonicalJson(content, 2)}\n`);
}
