/**
 * What CodePipeline asks of an action's role, from AWS's action reference. What the CDK's own actions (aws-cdk-lib/aws-codepipeline-actions) do not grant
 * is not asked, whatever the reference says, as their pipelines run on AWS.
 */
export interface ProviderNeed {
  readonly action: string;
  /** What it is asked on: a value of the action's configuration, or a resource of the pipeline. */
  readonly on: 'connection' | 'source bucket' | 'source object' | 'project' | 'stack' | 'function' | 'pipeline' | 'topic' | '*' | 'role of the stack'
    | 'artifact bucket' | 'artifact';
  /** When it is needed, where that is not always. */
  readonly when?: string;
}

export interface ProviderFact {
  /** The page, with the section that names the permissions. */
  readonly source: string;
  readonly needs: readonly ProviderNeed[];
}

const GUIDE = 'https://docs.aws.amazon.com/codepipeline/latest/userguide';
const on = (where: ProviderNeed['on'], actions: readonly string[], when?: string): ProviderNeed[] => actions.map(action => ({ action, on: where, ...when && { when } }));
const stack = (operations: string, when: string) => on('stack', operations.split(' ').map(operation => `cloudformation:${operation}`), when);

/** What the service role of a pipeline needs, whose actions may have roles of their own: the CDK grants it to no role of an S3 source. */
export const PIPELINE: ProviderFact = {
  source: `${GUIDE}/how-to-custom-role.html#how-to-custom-role-policy`,
  needs: on('artifact bucket', ['s3:GetBucketVersioning', 's3:GetBucketAcl', 's3:GetBucketLocation']),
};

/** What every action with artifacts needs. */
export const ARTIFACTS: ProviderFact = {
  source: `${GUIDE}/how-to-custom-role.html#how-to-custom-role-policy`,
  needs: [
    ...on('artifact', ['s3:GetObject', 's3:GetObjectVersion'], 'input'),
    ...on('artifact', ['s3:PutObject'], 'output'),
  ],
};

/** By `category/provider`, as in an action's `actionTypeId`. */
export const PROVIDERS: Readonly<Record<string, ProviderFact>> = {
  'Source/CodeStarSourceConnection': {
    source: `${GUIDE}/action-reference-CodestarConnectionSource.html#edit-role-connections`,
    needs: [
      ...on('connection', ['codeconnections:UseConnection']),
      // It sends an access-control list along: https://github.com/aws/aws-cdk/issues/13557. The CDK grants it to no other action.
      ...on('artifact', ['s3:PutObjectAcl'], 'output'),
    ],
  },
  'Source/S3': {
    source: `${GUIDE}/action-reference-S3.html#edit-role-s3source`,
    needs: [
      ...on('source bucket', ['s3:GetBucketVersioning', 's3:GetBucketAcl', 's3:GetBucketLocation']),
      ...on('source object', ['s3:GetObject', 's3:GetObjectVersion', 's3:GetObjectTagging', 's3:GetObjectVersionTagging']),
    ],
  },
  ...Object.fromEntries(['Build', 'Test'].map(category => [`${category}/CodeBuild`, {
    source: `${GUIDE}/action-reference-CodeBuild.html#edit-role-codebuild`,
    needs: [
      // The CDK grants either one or the other.
      ...on('project', ['codebuild:StartBuild', 'codebuild:BatchGetBuilds'], 'no BatchEnabled'),
      ...on('project', ['codebuild:StartBuildBatch', 'codebuild:BatchGetBuildBatches'], 'BatchEnabled'),
    ],
  }])),
  'Deploy/CloudFormation': {
    source: `${GUIDE}/action-reference-CloudFormation.html#edit-role-cloudformation`,
    needs: [
      ...stack('DescribeStacks', 'always'),
      // The reference calls DescribeStackEvents optional, and the CDK's actions of change sets do not grant it.
      ...stack('CreateStack UpdateStack', 'CREATE_UPDATE REPLACE_ON_FAILURE'),
      ...stack('DeleteStack', 'REPLACE_ON_FAILURE DELETE_ONLY'),
      ...stack('CreateChangeSet DeleteChangeSet DescribeChangeSet', 'CHANGE_SET_REPLACE'),
      ...stack('DescribeChangeSet ExecuteChangeSet', 'CHANGE_SET_EXECUTE'),
      ...stack('SetStackPolicy', 'a template configuration with a stack policy'),
      ...on('role of the stack', ['iam:PassRole'], 'CREATE_UPDATE REPLACE_ON_FAILURE DELETE_ONLY CHANGE_SET_REPLACE'),
    ],
  },
  'Invoke/Lambda': {
    source: `${GUIDE}/actions-invoke-lambda-function.html`,
    needs: [...on('function', ['lambda:InvokeFunction']), ...on('*', ['lambda:ListFunctions'])],
  },
  'Invoke/CodePipeline': {
    source: `${GUIDE}/action-reference-PipelineInvoke.html#action-reference-PipelineInvoke-permissions-action`,
    needs: on('pipeline', ['codepipeline:StartPipelineExecution']),
  },
  'Approval/Manual': {
    source: `${GUIDE}/approvals-iam-permissions.html`,
    needs: on('topic', ['sns:Publish'], 'NotificationArn'),
  },
};
