import { App, Stack } from 'aws-cdk-lib';
import { assemblyOf, type Version } from './authors';
import type { Assembly } from '../../src/assembly/cloud-assembly';
import type { Tools } from '../../src/cli/bundle/generate';
import type { Entry } from '../../src/model/entry';
import { canonicalJson } from '../../src/model/json';
import { coreStackName } from '../../src/model/names';
import { parseRequirement } from '../../src/model/requirement';
import { type CoreSettings, defineEvents, definePipeline, defineRegistry, deploymentSteps } from '../../src/pipelines/core';
import { deliveryTemplateFile } from '../../src/pipelines/delivery/parameters';
import { MODULES_TEMPLATE_FILE } from '../../src/pipelines/modules/parameters';
import { CONNECTION, sharedTemplates } from '../pipelines/solution';

export const CORE_REPOSITORY = 'acme/core';

/** What the maintainer of the core pushed last: core modules, and a list of other modules. */
export interface CoreVersion {
  readonly modules: Readonly<Record<string, Version>>;
  readonly entries: readonly Entry[];
}

/** The synthesized app of the core: of its stack only the resources with effects. */
export function synthesize(solution: string, version: CoreVersion): Assembly {
  const entries = [...version.entries].sort((a, b) => (a.name < b.name ? -1 : 1));
  const core = Object.entries(version.modules).map(([name, { consumes }]) =>
    ({ name, requirements: () => consumes.map(item => parseRequirement(item)!) }));
  const steps = deploymentSteps(core).map(({ name }) => name);
  return assemblyOf(solution, version.modules, {
    core: { solution, stackName: coreStackName(solution), templateFile: 'own.template.json', sourceKind: 'github', core: steps, entries },
    template: templateOf({
      solution,
      core,
      entries,
      source: { kind: 'github', repository: CORE_REPOSITORY, branch: 'main', connectionArn: CONNECTION },
      logRetentionInDays: 90,
    }),
  });
}

const templates = new Map<string, string>();

/** The real constructs of the core's stack, without those for permissions and storage. */
function templateOf(settings: CoreSettings): string {
  const key = canonicalJson([settings.entries, settings.core.map(({ name, requirements }) => [name, requirements()])]);
  const known = templates.get(key);
  if (known) return known;
  const stack = new Stack(new App({ analyticsReporting: false }), 'core');
  defineEvents(stack, settings);
  defineRegistry(stack, settings);
  definePipeline(stack, settings);
  const template = JSON.stringify(stack.resolve((stack as any)._toCloudFormation()));
  templates.set(key, template);
  return template;
}

let known: Tools | undefined;

/** The files in a build of the core: the real templates of the second pipeline and of deliveries. */
export function coreBuildFiles(): Tools {
  if (known) return known;
  const texts = Object.fromEntries(Object.entries(sharedTemplates()).map(([file, template]) => [file, JSON.stringify(template)]));
  return known = {
    apply: Buffer.from('#!/usr/bin/env node'),
    deliveryTemplates: { connection: texts[deliveryTemplateFile('connection')], s3: texts[deliveryTemplateFile('s3')] },
    modulesTemplate: texts[MODULES_TEMPLATE_FILE],
  };
}
