import { DIFFERENCES } from './differences';
import { evaluate } from '../../src/iam-evaluator';

test.each(DIFFERENCES)('$what', ({ example: { request, allowed, ...policies } }) => {
  expect(evaluate(request, { identity: [], ...policies }).allowed).toBe(allowed);
});
