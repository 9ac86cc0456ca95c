import { OWN_BUILD_SPEC } from '../../../model/environment';
import type { Rule } from '../subject';

export const tests: Rule = {
  name: 'tests',
  severity: 'warning',
  find: ({ hasTests, module }) => hasTests ? [] : [{
    where: module,
    reason: 'its build runs no tests, so every push is deployed untested',
    fix: `give package.json a "test" script, or run tests in ${OWN_BUILD_SPEC}`,
  }],
};
