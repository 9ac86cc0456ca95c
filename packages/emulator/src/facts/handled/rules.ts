import { type HandledResource, isSet, textsIn } from './resource';
import type { HandlerRule } from './rule';
import { SERVICE_RULES } from './service-rules';

const ROLE = /^arn:[^:]+:iam::[^:]*:role\//;
const KEY = /^(arn:[^:]+:kms:|alias\/)/;

/** A rule for handlers of all types, which looks at values rather than names of properties. */
interface GeneralRule {
  readonly permissions: readonly string[];
  readonly applies: (resource: HandledResource) => boolean;
  readonly because: string;
}

const GENERAL: readonly GeneralRule[] = [
  {
    permissions: ['iam:PassRole', 'iam:GetRole'],
    applies: ({ type, properties }) => type === 'AWS::IAM::Role' || textsIn(properties, ROLE).length > 0,
    because: 'a role is passed only where a property names one',
  },
  {
    permissions: ['iam:CreateServiceLinkedRole'],
    applies: ({ type }) => type === 'AWS::IAM::ServiceLinkedRole',
    because: 'the account gets the role of a service once, from whoever uses the service first; its administrator creates it',
  },
  {
    permissions: ['kms:*'],
    applies: ({ type, properties, previous }) => type.startsWith('AWS::KMS::') || textsIn([properties, previous], KEY).length > 0
      || /kms|encryptionkey/i.test(Object.keys(properties).join()),
    because: 'a key is used only where a property names one',
  },
  {
    permissions: ['*:Tag*', '*:AddTags*', 'iam:TagRole', 'iam:UntagRole', '*:Untag*', '*:RemoveTags*'],
    applies: ({ tagged = true }) => tagged,
    because: 'tags are set only on resources that have tags',
  },
];

const patterns = new Map<string, RegExp>();
const matches = (pattern: string, text: string) => {
  let compiled = patterns.get(pattern);
  if (!compiled) patterns.set(pattern, compiled = new RegExp(`^${pattern.split('*').map(part => part.replace(/[.+?^${}()|[\]\\]/g, '\\$&')).join('.*')}$`, 'i'));
  return compiled.test(text);
};

/** The rules about a permission of a type. */
export const rulesOf = (type: string, action: string): readonly HandlerRule[] => SERVICE_RULES
  .filter(({ types = ['*'], permissions }) => types.some(pattern => matches(pattern, type)) && permissions.some(pattern => matches(pattern, action)));

/** All rules about properties, for checks that each is of use. */
export const handlerRules = (): readonly HandlerRule[] => SERVICE_RULES;

/** Whether CloudFormation asks for a permission of the type's handlers with this resource. */
export function isAsked(resource: HandledResource, action: string): boolean {
  if (GENERAL.some(({ permissions, applies }) => permissions.some(pattern => matches(pattern, action)) && !applies(resource))) return false;
  const { properties: now, previous } = resource;
  const isUsed = (path: string[]) => isSet(now, path) || isSet(previous, path);
  const isRemoved = (path: string[]) => !isSet(now, path) && isSet(previous, path);
  const isChanged = (path: string[]) => previous !== undefined && JSON.stringify(now[path[0]]) !== JSON.stringify(previous[path[0]]);
  return rulesOf(resource.type, action).every(({ properties, on }) => properties.some(path => ({ use: isUsed, change: isChanged, removal: isRemoved }[on ?? 'use'])(path.split('.'))));
}
