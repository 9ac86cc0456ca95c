import type { AccountPolicies } from './account-policies';
import { SOLUTION } from './placed';
import { actionsOf, operationsSentBy } from '../../scripts/docs/operations-sent';

/** What runs with a role of the solution. */
export const CODE: Readonly<Record<string, readonly string[]>> = {
  'core-gate': ['src/functions/gate.lambda.ts'],
  'core-functions': ['verify', 'ensure', 'announce'].map(id => `src/functions/${id}.lambda.ts`),
  'core-apply': ['src/cli/apply/standalone.ts'],
  'core-prepare': ['src/cli/prepare/index.ts'],
  'delivery-one-build': ['src/cli/package/index.ts'],
};

/** What the code can reach, being methods of one object, and does not call; and what it calls with other credentials or in another form. */
export const EXPLAINED: readonly { readonly roles: RegExp; readonly actions: readonly string[]; readonly because: string }[] = [
  { roles: /./, actions: ['ssm:AddTagsToResource'], because: 'needed with tags in the request of PutParameter, which no code of the solution sets' },
  {
    roles: /^delivery|prepare/,
    actions: ['s3:PutObjectAcl', 's3:PutObjectTagging'],
    because: 'needed with an ACL or tags in the request, which none of these calls has',
  },
  {
    roles: /gate|functions/,
    actions: ['s3:GetObject', 's3:GetObjectVersion'],
    because: 'artifacts are read with the credentials that CodePipeline passes with the job (artifactCredentials)',
  },
  { roles: /gate|functions/, actions: ['iam:PassRole'], because: 'needed with a role in the request of DeleteStack; functions leave the stack\'s own role' },
  {
    roles: /gate/,
    actions: ['codepipeline:EnableStageTransition', 'codepipeline:GetPipeline', 'codepipeline:StartPipelineExecution', 'ssm:DeleteParameters'],
    because: 'methods of objects that the functions share; the gate calls none of these',
  },
  {
    roles: /functions/,
    actions: ['cloudformation:DeleteStack', 'ssm:DeleteParameters'],
    because: 'methods of objects that the functions share with the gate, which alone calls these',
  },
  { roles: /apply/, actions: ['ssm:PutParameter'], because: 'a method of the store; only commands of people write entries' },
  {
    roles: /prepare/,
    actions: [
      ...['ContinueUpdateRollback', 'CreateStack', 'DeleteStack', 'DescribeStackEvents', 'UpdateStack'].map(name => `cloudformation:${name}`),
      'iam:PassRole',
    ],
    because: 'methods of objects that prepare shares with other commands; it only reads stacks',
  },
];

export const matches = (pattern: string, action: string) => new RegExp(`^${pattern.replace(/\*/g, '.*')}$`, 'i').test(action);

/** The actions and patterns that a role may do, on whatever. */
export const grantedTo = (policies: AccountPolicies, role: string): string[] => [...policies.roles.get(`${SOLUTION}-${role}`)!.inline.values()].flatMap(({ Statement }) => Statement)
  .filter(({ Effect }: any) => Effect === 'Allow').flatMap(({ Action }: any) => [Action].flat());

/** The actions of the operations that the code of a role can send. */
export const sentBy = (role: string) => [...new Set(CODE[role].flatMap(file => actionsOf(operationsSentBy(file))))].sort();
export const explained = (role: string, action: string) => EXPLAINED.filter(({ roles, actions }) => roles.test(role) && actions.includes(action));
