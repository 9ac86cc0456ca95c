import { type Files, packageFiles } from './files';
import type { Workspace } from '../user/workspace';

export interface CoreOptions {
  readonly solution: string;
  readonly bucket: string;
  /** Names of the modules in the core's code, each in a zip file of its name. */
  readonly modules: readonly string[];
  /** Of these, the modules whose changes are approved. */
  readonly approved?: readonly string[];
  /** The name of the parameter that the core module `base` produces. A new name is a new output. */
  readonly value: string;
  /** Whether there is a second core module. */
  readonly extra?: boolean;
  /** Text of a file that no template depends on. */
  readonly readme?: string;
}

/** A core whose app is JavaScript, so that nothing has to be compiled. Its source is a zip file. */
export function coreFiles({ solution, bucket, modules, approved = [], value, extra = false, readme = 'A core.' }: CoreOptions, { tarball, versions }: Pick<Workspace, 'tarball' | 'versions'>): Files {
  const listed = modules.map(name => `Module.of('${name}', Source.s3('${bucket}', '${name}.zip')${approved.includes(name) ? ', { approval: true }' : ''})`);
  return {
    ...packageFiles('core', tarball, { dependencies: versions }),
    'cdk.json': '{ "app": "node app.js" }',
    'README.md': readme,
    'app.js': `
const { App, Stack, aws_ssm: ssm } = require('aws-cdk-lib');
const { CoreInSync, InSyncModule, Module, Source } = require('cv-insync');

const app = new App({ analyticsReporting: false });
const base = new InSyncModule(app, 'base', { solution: '${solution}' });
const value = new ssm.StringParameter(base, 'Value', { parameterName: '/${solution}-base/${value}', stringValue: 'one' });
base.produce('ValueName', value.parameterName);
const core = [base];
${extra ? `const extra = new InSyncModule(app, 'extra', { solution: '${solution}' });
new ssm.StringParameter(extra, 'Value', { stringValue: 'extra' });
core.push(extra);
` : ''}new CoreInSync(new Stack(app, '${solution}-core'), 'InSync', {
  solution: '${solution}',
  source: Source.s3('${bucket}', 'core.zip'),
  core,
  modules: [${listed.join(', ')}],
});
app.synth();
`,
  };
}
