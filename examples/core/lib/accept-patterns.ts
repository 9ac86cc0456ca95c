import { Stack, Validations } from 'aws-cdk-lib';
import { IConstruct } from 'constructs';

/**
 * Acknowledges cdk-nag's findings about the given wildcards in a policy; other wildcards remain findings. It writes the same metadata as
 * `Validations.acknowledge()`, which does not accept ids that contain an ARN.
 */
export function acceptPatterns(construct: IConstruct, reason: string, patterns: readonly string[]): void {
  const stack = Stack.of(construct);
  const reasons = patterns.map(pattern => [`AwsSolutions-IAM5[Resource::${flat(stack.resolve(pattern))}]`, reason]);
  construct.node.addMetadata(Validations.ACKNOWLEDGED_RULES_METADATA_KEY, Object.fromEntries(reasons));
}

/** A template value in the notation of cdk-nag's findings. */
function flat(value: any): string {
  if (typeof value === 'string') return value.replace(/\$\{([^}]*)\}/g, '<$1>');
  if (value.Ref) return `<${value.Ref}>`;
  if (value['Fn::GetAtt']) return `<${value['Fn::GetAtt'].join('.')}>`;
  const [separator, parts] = value['Fn::Join'];
  return parts.map(flat).join(separator);
}
