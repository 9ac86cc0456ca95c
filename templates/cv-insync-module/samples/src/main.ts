import { App } from 'aws-cdk-lib';
import { Source } from 'cv-insync';
import { SampleModule } from './sample-module';

const app = new App({ analyticsReporting: false });

// Set in .projenrc.ts; `npx projen` writes it to cdk.json.
const { name, description, repository, branch, connectionArn } = app.node.getContext('module');

new SampleModule(app, name, {
  description,
  version: '0.1.0', // shown in lists of modules; raise it for each release
  source: repository && Source.gitHub(repository, { branch, connectionArn }),
});

app.synth();
