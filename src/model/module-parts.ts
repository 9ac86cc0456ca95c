import { contractPath, outputPath, pascalCase } from './names';
import type { Requirement } from './requirement';

/** Parts of every module's template, synthesized or written by hand. They include logical ids: CloudFormation replaces a resource whose id changes. */

/** The parameter that holds a module's contract. */
export const contractParameter = (solution: string, module: string) => ({
  id: 'Contract',
  name: contractPath(solution, module),
  type: 'String',
  description: `What the module ${module} offers and reads`,
});

/** The parameter that holds the value of one of a module's outputs. */
export const outputParameter = (solution: string, module: string, output: string) => ({
  id: `Output${output}`,
  name: outputPath(solution, module, output),
  type: 'String',
});

/** The template parameter that reads another module's output. */
export const consumedParameter = (solution: string, { module, output }: Requirement) => ({
  id: `${pascalCase(module)}Output${output}`,
  type: 'AWS::SSM::Parameter::Value<String>',
  default: outputPath(solution, module, output),
  description: `Output ${output} of the module ${module}`,
});
