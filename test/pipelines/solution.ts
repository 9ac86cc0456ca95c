import { execFileSync } from 'child_process';
import { existsSync, readFileSync, writeFileSync } from 'fs';
import { join } from 'path';
import { App, AppProps, Stack } from 'aws-cdk-lib';
import { Template } from 'aws-cdk-lib/assertions';
import { CoreInSync, CoreInSyncProps, InSyncModule, Module, Source } from '../../src';
import { staticStacks } from '../../src/pipelines/templates';
import { shared } from '../shared';

export const CONNECTION = 'arn:aws:codeconnections:eu-central-1:111122223333:connection/0a1b2c3d-0000-1111-2222-333344445555';
export const CORE_SOURCE = Source.gitHub('acme/connected-vehicle', { connectionArn: CONNECTION });

/** A solution with three core modules, of which telemetry consumes fleet, and one listed module. */
export function solution(props: Partial<CoreInSyncProps> = {}, appProps: AppProps = {}) {
  const app = new App(appProps);
  const telemetry = new InSyncModule(app, 'telemetry');
  const auth = new InSyncModule(app, 'auth');
  const fleet = new InSyncModule(app, 'fleet');
  const stack = new Stack(app, 'connected-vehicle-core');
  // Another source of the core may not read GitHub.
  const dtc = Module.of('dtc', Source.gitHub('acme/cv-dtc', props.source && { connectionArn: CONNECTION }));
  const core = new CoreInSync(stack, 'InSync', { source: CORE_SOURCE, core: [telemetry, auth, fleet], modules: [dtc], ...props });
  fleet.produce('TripTableName', 'trips');
  telemetry.consume('fleet', 'TripTableName');
  return { app, stack, core, telemetry, auth, fleet };
}

export function coreTemplate(props: Partial<CoreInSyncProps> = {}): Template {
  return Template.fromStack(solution(props).stack);
}

/** The stages of the only pipeline of a template, by name. */
export function stagesOf(template: { Resources?: any }): Record<string, any[]> {
  const [pipeline] = Object.values<any>(template.Resources).filter(({ Type }) => Type === 'AWS::CodePipeline::Pipeline');
  return Object.fromEntries(pipeline.Properties.Stages.map(({ Name, Actions }: any) => [Name, Actions]));
}

const ROOT = join(__dirname, '..', '..');

/** The static templates, with the functions bundled as in the package. */
export function staticTemplates(): Record<string, any> {
  if (!existsSync(join(ROOT, 'assets/functions/gate.js'))) execFileSync(process.execPath, [join(ROOT, 'scripts/build/bundle.mjs')], { stdio: 'pipe' });
  return Object.fromEntries(Object.entries(staticStacks(new App())).map(([file, stack]) => [file, Template.fromStack(stack).toJSON()]));
}

/** The same, synthesized once per test run, for suites that are about something else. */
export function sharedTemplates(): Record<string, any> {
  const file = (folder: string) => join(folder, 'templates.json');
  return JSON.parse(readFileSync(file(shared('static-templates', folder => writeFileSync(file(folder), JSON.stringify(staticTemplates())))), 'utf8'));
}
