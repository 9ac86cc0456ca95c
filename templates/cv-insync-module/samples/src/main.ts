import { App } from 'aws-cdk-lib';
import { Source } from 'cv-insync';
import { SampleModule } from './sample-module';

const app = new App({ analyticsReporting: false });

// What .projenrc.ts says about the module; `npx projen` hands it on through cdk.json.
const { name, description, repository, branch, connectionArn } = app.node.getContext('module');

new SampleModule(app, name, {
  description,
  version: '0.1.0', // tell whoever lists the modules by raising it
  source: repository && Source.gitHub(repository, { branch, connectionArn }),
});

app.synth();
