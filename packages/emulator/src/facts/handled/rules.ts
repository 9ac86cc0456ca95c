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

const RULES: readonly HandlerRule[] = [
  {
    permissions: ['iam:CreateServiceLinkedRole'],
    properties: [],
    because: 'the account gets the role of a service once, from whoever uses the service first; its administrator creates it',
  },
  ...SERVICE_RULES,
];

const patterns = new Map<string, RegExp>();
const matches = (pattern: string, text: string) => {
  let compiled = patterns.get(pattern);
  if (!compiled) patterns.set(pattern, compiled = new RegExp(`^${pattern.split('*').map(part => part.replace(/[.+?^${}()|[\]\\]/g, '\\$&')).join('.*')}$`, 'i'));
  return compiled.test(text);
};

/** The rules about a permission of a type. */
export const rulesOf = (type: string, action: string): readonly HandlerRule[] => RULES
  .filter(({ types = ['*'], permissions }) => types.some(pattern => matches(pattern, type)) && permissions.some(pattern => matches(pattern, action)));

/** All rules about properties, for checks that each is of use. */
export const handlerRules = (): readonly HandlerRule[] => RULES;

/** Whether CloudFormation asks for a permission of the type's handlers with this resource. */
export function isAsked(resource: HandledResource, action: string): boolean {
  if (GENERAL.some(({ permissions, applies }) => permissions.some(pattern => matches(pattern, action)) && !applies(resource))) return false;
  const states = [resource.properties, ...resource.previous ? [resource.previous] : []];
  return rulesOf(resource.type, action).every(({ properties }) => properties.some(path => states.some(state => isSet(state, path.split('.')))));
}
