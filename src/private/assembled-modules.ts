import { Stack, Stage } from 'aws-cdk-lib';
import { Contract } from '../model/contract';
import { byText } from '../model/json';
import { AssembledModule } from '../model/manifest';

/** A module's stack, as in the manifest. */
interface ModuleStack extends Stack {
  readonly moduleName: string;
  readonly solution: string;
  _contract(): Contract;
}

/** All modules that are synthesized into the same cloud assembly as this one. Each module writes the whole list, and the last one wins. */
export const assembledModules = (module: ModuleStack): AssembledModule[] => Stage.of(module)!.node.findAll()
  .filter((node): node is ModuleStack => '_contract' in node && Stack.isStack(node))
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
