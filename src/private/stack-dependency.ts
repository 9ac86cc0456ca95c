import { Stack } from 'aws-cdk-lib';

/** Makes a stack deploy after another one. Newer versions of the CDK have another name for the method, and warn about the old one. */
export function addStackDependency(stack: Stack & { addStackDependency?: (target: Stack) => void }, target: Stack) {
  if (stack.addStackDependency) stack.addStackDependency(target);
  else stack.addDependency(target);
}
