import { CfnParameter, CfnParameterProps } from 'aws-cdk-lib';
import { Construct } from 'constructs';
import { Entry, EntrySource } from '../../model/entry';
import { DEFAULT_SOLUTION, pascalCase, SOLUTION_NAME_LIMIT } from '../../model/names';

/** Names of the launch template's parameters, as its texts refer to them. */
export const SOLUTION = '${Solution}';
export const REPOSITORY = '${Repository}';
export const REPOSITORY_OWNER = '${RepositoryOwner}';
export const BRANCH = '${Branch}';
export const CONNECTION = '${ConnectionArn}';

export const moduleChoice = (module: string) => `Install${pascalCase(module)}`;

interface Question extends CfnParameterProps {
  readonly name: string;
  readonly label: string;
}

/** The parameters, in the groups of the console. Sources of modules are described as the user finds them. */
export function launchParameters(scope: Construct, modules: readonly Pick<Entry, 'name' | 'source'>[]) {
  const choices = modules.map(({ name, source }): Question => ({
    name: moduleChoice(name),
    label: name,
    type: 'String',
    default: 'yes',
    allowedValues: ['yes', 'no'],
    description: `Whether the module ${name} is installed, from ${placeOf(source)}`,
  }));
  const groups: { readonly label: string; readonly parameters: readonly Question[] }[] = [
    {
      label: 'Solution',
      parameters: [
        {
          name: 'Solution',
          label: 'Name',
          type: 'String',
          default: DEFAULT_SOLUTION,
          description: 'Prefix of the names of everything that belongs to the solution. The stack that you create now must have this name with "-core" at its end',
          allowedPattern: '[a-z][a-z0-9]*(-[a-z0-9]+)*',
          maxLength: SOLUTION_NAME_LIMIT,
          constraintDescription: `at most ${SOLUTION_NAME_LIMIT} lower-case letters, digits and single hyphens, beginning with a letter`,
        },
        {
          name: 'NotificationEmail',
          label: 'Email address for notifications',
          type: 'String',
          default: '',
          description: 'Is notified of failed pipelines and of changes that wait for an approval; leave empty for no notifications',
          allowedPattern: '([^\\s@]+@[^\\s@]+\\.[^\\s@]+)?',
          constraintDescription: 'an email address, or nothing',
        },
      ],
    },
    {
      label: 'Where the code lies',
      parameters: [
        {
          name: 'Repository',
          label: 'Repository of the core',
          type: 'String',
          description: 'owner/name of your copy of the core. Your copies of the modules below have the same owner, and the names and branches given there',
          allowedPattern: '[A-Za-z0-9._-]+/[A-Za-z0-9._-]+',
          constraintDescription: 'owner/name',
        },
        {
          name: 'Branch',
          label: 'Branch of the core',
          type: 'String',
          default: 'main',
          description: 'A push to it starts the core pipeline',
          allowedPattern: '[A-Za-z0-9._/-]+',
          constraintDescription: 'the name of a branch',
        },
        {
          name: 'ConnectionArn',
          label: 'Connection',
          type: 'String',
          description: 'ARN of the connection that these repositories are read through (Developer Tools, Settings, Connections)',
          allowedPattern: 'arn:[a-z-]+:(codeconnections|codestar-connections):[a-z0-9-]+:[0-9]{12}:connection/[0-9a-f-]+',
          constraintDescription: 'the ARN of a connection',
        },
      ],
    },
    { label: 'Modules', parameters: choices },
  ];
  for (const { name, label: _, ...props } of groups.flatMap(({ parameters }) => parameters)) new CfnParameter(scope, name, props);
  return {
    'AWS::CloudFormation::Interface': {
      ParameterGroups: groups.map(({ label, parameters }) => ({ Label: { default: label }, Parameters: parameters.map(({ name }) => name) })),
      ParameterLabels: Object.fromEntries(groups.flatMap(({ parameters }) => parameters).map(({ name, label }) => [name, { default: label }])),
    },
  };
}

function placeOf(source: EntrySource): string {
  if (source.kind === 's3') return `s3://${source.bucket}/${source.key}`;
  return `${source.repository}, branch ${source.branch}${source.folder === undefined ? '' : `, folder ${source.folder}`}`;
}
