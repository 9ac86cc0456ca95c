import { type Files, packageFiles } from './files';
import type { RepositoryAddress } from '../user/repository';
import type { Workspace } from '../user/workspace';

export interface RegisteringOptions {
  readonly name: string;
  readonly solution: string;
  readonly repository: RepositoryAddress;
  readonly branch: string;
  readonly folder: string;
}

const METHOD: Readonly<Record<string, string>> = { github: 'gitHub', gitlab: 'gitLab', bitbucket: 'bitbucket' };

/** A module with the CDK that registers itself with the solution. */
export function registeringFiles({ name, solution, repository, branch, folder }: RegisteringOptions, { tarball, versions }: Pick<Workspace, 'tarball' | 'versions'>): Files {
  const { name: address, host, connectionArn } = repository;
  return {
    ...packageFiles(name, tarball, { dependencies: versions }),
    'cdk.json': '{ "app": "node app.js" }',
    'app.js': `
const { App, aws_ssm: ssm } = require('aws-cdk-lib');
const { InSyncModule, Source } = require('cv-insync');

const app = new App({ analyticsReporting: false });
const own = new InSyncModule(app, '${name}', {
  solution: '${solution}',
  source: Source.${METHOD[host]}(${JSON.stringify(address)}, ${JSON.stringify({ branch, folder, connectionArn })}),
});
new ssm.StringParameter(own, 'Value', { stringValue: 'one' });
app.synth();
`,
  };
}
