import { Stack, Validations } from 'aws-cdk-lib';
import { IConstruct } from 'constructs';

/**
 * Tells cdk-nag why a policy names resources by patterns; any other pattern stays a finding. This writes what `Validations.acknowledge()`
 * writes, which takes no ids with an ARN in them.
 */
export function acceptPatterns(construct: IConstruct, reason: string, patterns: readonly string[]): void {
  const stack = Stack.of(construct);
  const reasons = patterns.map(pattern => [`AwsSolutions-IAM5[Resource::${flat(stack.resolve(pattern))}]`, reason]);
  construct.node.addMetadata(Validations.ACKNOWLEDGED_RULES_METADATA_KEY, Object.fromEntries(reasons));
}

/** A value of a template as cdk-nag writes it in findings. */
function flat(value: any): string {
  if (typeof value === 'string') return value.replace(/\$\{([^}]*)\}/g, '<$1>');
  if (value.Ref) return `<${value.Ref}>`;
  if (value['Fn::GetAtt']) return `<${value['Fn::GetAtt'].join('.')}>`;
  const [separator, parts] = value['Fn::Join'];
  return parts.map(flat).join(separator);
}
