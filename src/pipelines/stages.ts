import { sub } from './permissions';

/** An action of a pipeline, as in a template. */
export interface Action {
  readonly name: string;
  readonly actionTypeId: ActionType;
  readonly configuration?: Record<string, unknown>;
  readonly inputArtifacts?: { readonly name: string }[];
  readonly outputArtifacts?: { readonly name: string }[];
  readonly namespace?: string;
  /** @default 1 */
  readonly runOrder?: number;
  readonly roleArn?: string;
  /** Of a manual approval only. */
  readonly timeoutInMinutes?: string;
}

interface ActionType {
  readonly category: string;
  readonly owner: string;
  readonly provider: string;
  readonly version: string;
}

const type = (category: string, provider: string): ActionType => ({ category, owner: 'AWS', provider, version: '1' });
const artifacts = (...names: string[]) => names.map(name => ({ name }));
/** Templates are limited in size, so they leave out the default. */
const afterFirst = (runOrder: number) => runOrder > 1 ? { runOrder } : {};

export interface RepositoryProps {
  readonly connectionArn: unknown;
  readonly repository: string;
  readonly branch: string;
}

/** Checks out a branch through a connection. The trigger starts the pipeline, not this action. */
export const repositorySource = ({ connectionArn, repository, branch }: RepositoryProps): Action => ({
  name: 'Source',
  actionTypeId: type('Source', 'CodeStarSourceConnection'),
  configuration: { ConnectionArn: connectionArn, FullRepositoryId: sub(repository), BranchName: sub(branch), DetectChanges: false },
  outputArtifacts: artifacts('Source'),
});

/** Reads a zip file. An event rule may start the pipeline; this action does not poll. */
export const s3Source = (bucket: string, key: string, artifact: string, roleArn?: string): Action => ({
  name: 'Source',
  actionTypeId: type('Source', 'S3'),
  configuration: { S3Bucket: sub(bucket), S3ObjectKey: sub(key), PollForSourceChanges: false },
  outputArtifacts: artifacts(artifact),
  ...roleArn && { roleArn: sub(roleArn) },
});

/** Starts the pipeline on pushes to a branch; with file paths, only on pushes that change a matching file. */
export const pushTrigger = (branch: string, filePaths?: unknown) => ({
  providerType: 'CodeStarSourceConnection',
  gitConfiguration: { sourceActionName: 'Source', push: [{ branches: { includes: [sub(branch)] }, filePaths }] },
});

export interface BuildProps {
  readonly name: string;
  readonly project: string;
  readonly input: string;
  readonly output: string;
  readonly environment?: Readonly<Record<string, string>>;
}

/** Runs a build project. Its exported variables have the action's name as their namespace. */
export const build = ({ name, project, input, output, environment }: BuildProps): Action => ({
  name,
  actionTypeId: type('Build', 'CodeBuild'),
  configuration: {
    ProjectName: sub(project),
    ...environment && {
      EnvironmentVariables: sub(JSON.stringify(Object.entries(environment).map(([variable, value]) => ({ name: variable, value })))),
    },
  },
  inputArtifacts: artifacts(input),
  outputArtifacts: artifacts(output),
  namespace: name,
});

/** Invokes a function of the core. */
export const invoke = (name: string, functionName: string, runOrder: number, parameters?: unknown, input?: string): Action => ({
  name,
  actionTypeId: type('Invoke', 'Lambda'),
  configuration: { FunctionName: sub(functionName), ...parameters !== undefined && { UserParameters: sub(JSON.stringify(parameters)) } },
  ...input && { inputArtifacts: artifacts(input) },
  ...afterFirst(runOrder),
});

export interface DeployProps {
  readonly name: string;
  readonly stack: string;
  readonly role: string;
  readonly input: string;
  readonly template: string;
  readonly configuration: string;
  readonly runOrder: number;
}

/** Creates or updates a stack. The template configuration names every parameter, because omitted ones are reset to their defaults. */
export const deploy = (props: DeployProps): Action => cloudFormation(props, 'CREATE_UPDATE', changes(props));

/** Creates a change set for a person to approve. */
export const proposeChange = (props: DeployProps, changeSet: string): Action =>
  cloudFormation(props, 'CHANGE_SET_REPLACE', { ...changes(props), ChangeSetName: changeSet });

/** Executes an approved change set. */
export const executeChange = (props: Pick<DeployProps, 'name' | 'stack' | 'runOrder'>, changeSet: string): Action =>
  cloudFormation(props, 'CHANGE_SET_EXECUTE', { ChangeSetName: changeSet });

/** Waits for a manual approval, which expires. */
export const approve = (name: string, topicArn: string, question: string, timeoutInMinutes: string, runOrder: number): Action => ({
  name,
  timeoutInMinutes,
  actionTypeId: type('Approval', 'Manual'),
  configuration: { NotificationArn: sub(topicArn), CustomData: sub(question) },
  ...afterFirst(runOrder),
});

const changes = ({ role, input, template, configuration }: DeployProps) => ({
  TemplatePath: `${input}::${template}`,
  TemplateConfiguration: `${input}::${configuration}`,
  RoleArn: sub(role),
  Capabilities: 'CAPABILITY_NAMED_IAM,CAPABILITY_AUTO_EXPAND',
});

const cloudFormation = (
  { name, stack, input, runOrder }: Pick<DeployProps, 'name' | 'stack' | 'runOrder'> & { readonly input?: string },
  mode: string, configuration: Record<string, unknown>,
): Action => ({
  name,
  actionTypeId: type('Deploy', 'CloudFormation'),
  configuration: { ActionMode: mode, StackName: sub(stack), ...configuration },
  ...input && { inputArtifacts: artifacts(input) },
  ...afterFirst(runOrder),
});
