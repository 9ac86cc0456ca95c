import { arn, parameterArn, Permission, s3Arn, stackArn } from './permissions';
import { listPath, moduleStackName, pipelineName } from '../model/names';

const ARTIFACTS = 'keys of artifacts end with random parts';

/** What builds need to read and write artifacts below prefixes of a bucket. */
export const useArtifacts = (bucket: string, prefixes: readonly string[], keyArn: string, ...actions: string[]): Permission[] => [
  { actions: ['s3:GetObject', 's3:GetObjectVersion', 's3:PutObject'], resources: prefixes.map(prefix => s3Arn(`${bucket}/${prefix}*`)), because: ARTIFACTS },
  lookAtBucket(bucket, ...actions),
  useKey(keyArn),
];

/** What pipelines need to read and write artifacts below prefixes of a bucket. */
export const passArtifacts = (bucket: string, prefixes: readonly string[], keyArn: string): Permission[] => [
  storeSource(bucket, prefixes, 's3:PutObject'),
  lookAtBucket(bucket),
  useKey(keyArn),
];

/**
 * What source actions do with artifacts: they send an access-control list along, and copy the tags of S3 objects.
 *
 * @see https://docs.aws.amazon.com/codepipeline/latest/userguide/how-to-custom-role.html
 */
export const storeSource = (bucket: string, prefixes: readonly string[], ...actions: string[]): Permission => ({
  actions: ['s3:GetObject*', 's3:PutObjectAcl', 's3:PutObjectTagging', ...actions],
  resources: prefixes.map(prefix => s3Arn(`${bucket}/${prefix}*`)),
  because: ARTIFACTS,
});

/** What CodePipeline and CodeBuild read of a bucket before they use it. */
export const lookAtBucket = (bucket: string, ...actions: string[]): Permission =>
  ({ actions: ['s3:GetBucketAcl', 's3:GetBucketLocation', 's3:GetBucketVersioning', ...actions], resources: [s3Arn(bucket)] });

export const useKey = (keyArn: string): Permission =>
  ({ actions: ['kms:Decrypt', 'kms:DescribeKey', 'kms:Encrypt', 'kms:GenerateDataKey'], resources: [keyArn] });

const ASSETS = 'keys of assets are digests of their content';

/** What publishing assets needs, below prefixes of the asset bucket: only who may list the bucket learns that an object is missing. */
export const publishAssets = (bucket: string, prefixes: readonly string[]): Permission[] => [
  { actions: ['s3:GetObject', 's3:PutObject'], resources: prefixes.map(prefix => s3Arn(`${bucket}/${prefix}/*`)), because: ASSETS },
  { actions: ['s3:ListBucket'], resources: [s3Arn(bucket)] },
];

/**
 * The same for a build that is not trusted: it lists only its own prefix, and writes each object once, and in one request, as uploads in parts know no such condition.
 *
 * @see https://docs.aws.amazon.com/AmazonS3/latest/userguide/conditional-writes-enforce.html
 */
export const publishAssetsOnce = (bucket: string, prefix: string): Permission[] => {
  const [{ resources }] = publishAssets(bucket, [prefix]);
  return [
    { actions: ['s3:GetObject'], resources, because: ASSETS },
    { actions: ['s3:PutObject'], resources, conditions: { StringEquals: { 's3:if-none-match': '*' } }, because: ASSETS },
    { actions: ['s3:ListBucket'], resources: [s3Arn(bucket)], conditions: { StringLike: { 's3:prefix': `${prefix}/*` } } },
  ];
};

/** @param streams prefix of the names of its log streams */
export const writeLogs = (logGroup: string, streams = ''): Permission => ({
  actions: ['logs:CreateLogStream', 'logs:PutLogEvents'],
  resources: [arn('logs', `log-group:${logGroup}:${streams && `log-stream:${streams}`}*`)],
  because: 'log streams are named when they are written',
});

export const runBuild = (project: string, because?: string): Permission =>
  ({ actions: ['codebuild:BatchGetBuilds', 'codebuild:StartBuild', 'codebuild:StopBuild'], resources: [arn('codebuild', `project/${project}`)], because });

/** A pipeline lists functions before it invokes one. */
export const invokeFunctions = (...names: string[]): Permission[] => [
  { actions: ['lambda:InvokeFunction'], resources: names.map(name => arn('lambda', `function:${name}`)) },
  { actions: ['lambda:ListFunctions'], resources: ['*'], because: 'AWS knows no narrower resource for listing functions' },
];

/** Under both names of the service of connections. */
export const useConnections = (connections: readonly string[], because?: string): Permission =>
  ({ actions: ['codeconnections:UseConnection', 'codestar-connections:UseConnection'], resources: connections, because });

/** Needed to create a pipeline that reads through a connection. */
export const passConnections = (because: string): Permission => ({
  actions: ['codeconnections:PassConnection', 'codestar-connections:PassConnection'],
  resources: [arn('codeconnections', 'connection/*'), arn('codestar-connections', 'connection/*')],
  conditions: {
    StringEqualsIfExists: {
      'codeconnections:PassedToService': 'codepipeline.amazonaws.com', 'codestar-connections:PassedToService': 'codepipeline.amazonaws.com',
    },
  },
  because,
});

/** What an S3 source action needs of a bucket. */
export const readSource = (bucket: string, key: string): Permission[] => [
  { actions: ['s3:GetObject', 's3:GetObjectTagging', 's3:GetObjectVersion', 's3:GetObjectVersionTagging'], resources: [s3Arn(`${bucket}/${key}`)] },
  lookAtBucket(bucket),
];

/** What CloudFormation actions do with stacks. What they may do with resources depends on the role that they pass. */
export const deployStacks = (stacks: readonly string[], ...actions: string[]): Permission => ({
  actions: [
    ...actions, 'cloudformation:*agResource', 'cloudformation:CreateStack', 'cloudformation:DescribeStack*', 'cloudformation:GetTemplate',
    'cloudformation:UpdateStack',
  ],
  resources: stacks,
  because: 'ids of stacks end with random parts',
});

/** The only transform that a module's template may have. */
export const expandLanguageExtensions: Permission = {
  actions: ['cloudformation:CreateChangeSet'],
  resources: ['arn:${AWS::Partition}:cloudformation:${AWS::Region}:aws:transform/LanguageExtensions'],
};

/** Reads the state of all pipelines of the solution. */
export const watchPipelines = (solution: string, ...actions: string[]): Permission[] => [
  {
    actions: ['codepipeline:ListPipelines'],
    resources: ['*'],
    because: 'AWS knows no narrower resource for listing pipelines',
  },
  {
    actions: [
      'codepipeline:GetPipelineExecution', 'codepipeline:GetPipelineState', 'codepipeline:ListActionExecutions', 'codepipeline:ListPipelineExecutions',
      ...actions,
    ],
    resources: [arn('codepipeline', pipelineName(solution, '*'))],
    because: 'modules come and go; the name of each pipeline of the solution ends with its name',
  },
];

/** Notifies people of what an action of a pipeline found, unless an earlier execution did. */
export const tellPeople = (topicArn: string, pipeline: string): Permission[] => [
  { actions: ['sns:Publish'], resources: [topicArn] },
  { actions: ['codepipeline:ListActionExecutions'], resources: [arn('codepipeline', pipeline)] },
];

/** Reports the result of an action to its pipeline. */
export const answerJobs: Permission = {
  actions: ['codepipeline:PutJobFailureResult', 'codepipeline:PutJobSuccessResult'],
  resources: ['*'],
  because: 'AWS knows no narrower resource; only the function that was invoked for a job knows its id',
};

export const readRegistry = (solution: string): Permission => ({
  actions: ['ssm:GetParameters', 'ssm:GetParametersByPath'],
  resources: [parameterArn(`/${solution}/*`)],
  because: 'what is due is decided by the whole registry of the solution',
});

/** Only what Prepare writes into the directory: the list of modules in the core's code. */
export const writeModuleList = (solution: string): Permission => ({
  actions: ['ssm:DeleteParameters', 'ssm:PutParameter'],
  resources: [parameterArn(listPath(solution, '*'))],
  because: 'the list has as many pieces as its size needs',
});

export const lookAtStacks = (solution: string, action: 'DescribeStacks' | 'GetTemplate'): Permission => ({
  actions: [`cloudformation:${action}`],
  resources: [stackArn(moduleStackName(solution, '*'))],
  because: 'ids of stacks end with random parts',
});

/** What CloudFormation needs to create, change and delete pipelines, which it starts when it has changed them, and build projects. */
export const managePipelines = (pipelines: readonly string[], projects: string, because: string): Permission[] => [
  {
    actions: ['codepipeline:*Pipeline*', 'codepipeline:*Resource', 'codepipeline:*StageTransition'],
    resources: pipelines.flatMap(name => [arn('codepipeline', name), arn('codepipeline', `${name}/*`)]),
    because,
  },
  {
    actions: ['codebuild:*Project', 'codebuild:BatchGetProjects'],
    resources: [arn('codebuild', `project/${projects}`)],
    because,
  },
];
