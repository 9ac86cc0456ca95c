import type { Found, Rule } from '../subject';
import { defaultProblem } from '@cv-insync/emulator/cloudformation';

/** CloudFormation refuses a value that the parameter does not accept, also if it is the default. */
export const parameterDefault: Rule = {
  name: 'parameter-default',
  severity: 'error',
  find: ({ template: { Parameters = {} }, place }) => Object.entries(Parameters).flatMap(([name, definition]): Found[] => {
    const problem = defaultProblem(name, definition as Parameters<typeof defaultProblem>[1]);
    return problem === undefined ? [] : [{
      where: place(['Parameters', name, 'Default']),
      reason: `the parameter does not accept its own default ${JSON.stringify(definition.Default)}: ${problem}`,
      fix: 'correct the default, or what the parameter accepts',
    }];
  }),
};
