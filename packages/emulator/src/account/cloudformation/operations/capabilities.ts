import { AwsError } from '../../aws-error';
import type { Template } from '../template/model';
import { hasTransform, writtenResources } from '../template/validate';

/** IAM types, with the property for an explicit name. */
const IAM: Readonly<Record<string, string | undefined>> = {
  'AWS::IAM::AccessKey': undefined,
  'AWS::IAM::Group': 'GroupName',
  'AWS::IAM::InstanceProfile': 'InstanceProfileName',
  'AWS::IAM::ManagedPolicy': 'ManagedPolicyName',
  'AWS::IAM::Policy': undefined,
  'AWS::IAM::Role': 'RoleName',
  'AWS::IAM::User': 'UserName',
  'AWS::IAM::UserToGroupAddition': undefined,
};

export interface Required { readonly capabilities: string[]; readonly reason?: string }

/** The capabilities that a template requires, with the reason. */
export function requiredCapabilities(template: Template): Required {
  const resources = writtenResources(template).map(([, resource]) => resource).filter(({ Type }) => Type in IAM);
  const types = [...new Set(resources.map(({ Type }) => Type))];
  const named = resources.some(({ Type, Properties }) => IAM[Type] !== undefined && Properties?.[IAM[Type]!] !== undefined);
  const capabilities = resources.length ? [named ? 'CAPABILITY_NAMED_IAM' : 'CAPABILITY_IAM'] : [];
  if (hasTransform(template)) capabilities.push('CAPABILITY_AUTO_EXPAND');
  return { capabilities, reason: types.length ? `The following resource(s) require capabilities: [${types.join(', ')}]` : undefined };
}

/** CAPABILITY_AUTO_EXPAND is not required for a change set, which shows the result of the transforms. */
export function checkCapabilities(template: Template, given: readonly string[], { isChangeSet = false } = {}): void {
  const has = (capability: string) => given.includes(capability) || (capability === 'CAPABILITY_IAM' && given.includes('CAPABILITY_NAMED_IAM'));
  const needed = requiredCapabilities(template).capabilities.filter(capability => !isChangeSet || capability !== 'CAPABILITY_AUTO_EXPAND');
  const missing = needed.filter(capability => !has(capability));
  if (missing.length) throw new AwsError('InsufficientCapabilitiesException', `Requires capabilities : [${missing.join(', ')}]`);
}
