/**
 * Writes the policies of people into docs/operators.md: `npx tsx --tsconfig tsconfig.dev.json scripts/docs/people.ts`.
 * The flows of operators and authors are rehearsed with these policies, and use all of what they allow.
 */
import { readFileSync, writeFileSync } from 'fs';
import { join } from 'path';
import { ROOT } from './import-graph';
import { coreStackName, DEFAULT_SOLUTION, definitionKey, entryPath, moduleStackName, pipelineName, registrationStackName, removalApprovalPath, TAGS } from '../../src/model/names';
import { permissionsOf } from '@cv-insync/emulator/facts';

const PAGE = join(ROOT, 'docs/operators.md');

interface Statement {
  readonly Sid: string;
  readonly Effect: 'Allow';
  readonly Action: readonly string[];
  readonly Resource: string | readonly string[];
  readonly Condition?: object;
}

export interface PolicyOfPeople {
  readonly Version: '2012-10-17';
  readonly Statement: readonly Statement[];
}

const allow = (Sid: string, Action: readonly string[], Resource: Statement['Resource'], Condition?: object): Statement =>
  ({ Sid, Effect: 'Allow', Action: [...Action].sort(), Resource, ...Condition && { Condition } });
const parameter = (path: string) => `arn:aws:ssm:*:*:parameter${path}`;
const stack = (name: string) => `arn:aws:cloudformation:*:*:stack/${name}/*`;
const pipelines = (solution: string) => `arn:aws:codepipeline:*:*:${pipelineName(solution, '*')}`;

/** The other commands than `destroy`: reads the solution, and writes the entries and approvals of operators. */
export function operatorPolicy(solution: string): PolicyOfPeople {
  return {
    Version: '2012-10-17',
    Statement: [
      ...reading(solution),
      allow('ReadHistoryOfRegistrations', ['ssm:GetParameterHistory'], parameter(entryPath(solution, 'self', '*'))),
      allow('ReadTemplatesAndResources', ['cloudformation:GetTemplate', 'cloudformation:ListStackResources'], stack(`${solution}-*`)),
      allow('ReadDefinitions', ['s3:GetObject'], `arn:aws:s3:::${coreStackName(solution)}-artifactbucket*/${definitionKey('*')}`),
      allow('DecryptDefinitions', ['kms:Decrypt'], 'arn:aws:kms:*:*:key/*', {
        StringEquals: { [`aws:ResourceTag/${TAGS.solution}`]: solution }, StringLike: { 'kms:ViaService': 's3.*.amazonaws.com' },
      }),
      allow('WriteEntriesOfOperators', ['ssm:DeleteParameters', 'ssm:PutParameter'], parameter(entryPath(solution, 'operator', '*'))),
      allow('ApproveRemovals', ['ssm:PutParameter'], parameter(removalApprovalPath(solution))),
      allow('RemoveWhatIsApproved', ['codepipeline:StartPipelineExecution'], `arn:aws:codepipeline:*:*:${pipelineName(solution, 'modules')}`),
    ],
  };
}

/** `register`, `unregister` and `status` of one module. */
export function authorPolicy(solution: string, module: string): PolicyOfPeople {
  const ofParameter = (['create', 'update', 'delete'] as const).flatMap(operation => permissionsOf('AWS::SSM::Parameter', operation) ?? []);
  return {
    Version: '2012-10-17',
    Statement: [
      ...reading(solution),
      allow('Register', ['CreateStack', 'DeleteStack', 'DescribeStackEvents', 'UpdateStack'].map(name => `cloudformation:${name}`), stack(registrationStackName(solution, module))),
      allow('ReadOwnResources', ['cloudformation:GetTemplate', 'cloudformation:ListStackResources'], stack(moduleStackName(solution, module))),
      // What CloudFormation calls on behalf of the author, as the schema of AWS::SSM::Parameter says.
      allow('WriteOwnEntry', [...new Set(ofParameter)], parameter(entryPath(solution, 'self', module)), {
        'ForAnyValue:StringEquals': { 'aws:CalledVia': 'cloudformation.amazonaws.com' },
      }),
    ],
  };
}

/** What every command reads. */
const reading = (solution: string) => [
  // DescribeStacks without a name lists all stacks of the region: IAM asks for all of them.
  allow('ReadStacks', ['cloudformation:DescribeStacks'], '*'),
  allow('ReadRegistry', ['ssm:GetParameters', 'ssm:GetParametersByPath'], parameter(`/${solution}/*`)),
  allow('ReadPipelines', ['codepipeline:GetPipelineState', 'codepipeline:ListPipelineExecutions'], pipelines(solution)),
];

const PARTS = { operator: () => operatorPolicy(DEFAULT_SOLUTION), author: () => authorPolicy(DEFAULT_SOLUTION, 'dtc') };

/** The page as it is, and with the current policies. */
export function peoplePage() {
  const written = readFileSync(PAGE, 'utf8');
  const current = Object.entries(PARTS).reduce((page, [name, policy]) => page.replace(
    new RegExp(`(<!-- policy: ${name}[^>]*-->\n)[^]*?(<!-- /policy -->)`), (_, start, end) => `${start}\`\`\`json\n${JSON.stringify(policy(), undefined, 2)}\n\`\`\`\n${end}`,
  ), written);
  return { written, current };
}

if (require.main === module) writeFileSync(PAGE, peoplePage().current);
