import { Stack } from 'aws-cdk-lib';

/** Has a stack deployed after another one. Newer versions of the CDK have another name for it, and warn of the older one. */
export function addStackDependency(stack: Stack & { addStackDependency?: (target: Stack) => void }, target: Stack) {
  if (stack.addStackDependency) stack.addStackDependency(target);
  else stack.addDependency(target);
}
