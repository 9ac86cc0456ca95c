/** Writes the template that launches the reference solution from the console: `npx tsx --tsconfig tsconfig.dev.json scripts/build/launch-template.ts`. */
import { mkdirSync, writeFileSync } from 'fs';
import { dirname, join } from 'path';
import { App } from 'aws-cdk-lib';
import type { EntrySource } from '../../src/model/entry';
import { providersOf, requirementOf } from '../../src/model/requirement';
import { launchTemplate } from '../../src/pipelines/launch/template';
import { readExample } from '../examples/assembly';
import { exampleModule } from '../examples/modules';

export const LAUNCH_TEMPLATE = join(__dirname, '..', '..', 'templates', 'launch', 'connected-vehicle.template.json');

/** The launch template of the reference core and the modules that it lists. */
export function renderLaunchTemplate(): string {
  const { core, modules } = readExample('core');
  const app = new App({ analyticsReporting: false });
  const stack = launchTemplate(app, {
    core: core!.core.map(name => {
      const { consumes } = modules.find(module => module.name === name)!.contract;
      return { name, requirements: () => consumes.map(requirementOf) };
    }),
    entries: core!.entries,
    consumption: consumptionOf(core!.entries.map(({ name }) => name)),
    owner: ownerOf(core!.entries.map(({ source }) => source)),
  });
  return `${JSON.stringify(app.synth().getStackArtifact(stack.artifactId).template, undefined, 1)}\n`;
}

/** For each of these modules, which of the others it consumes. */
function consumptionOf(names: readonly string[]): Record<string, string[]> {
  const consumed = (name: string) => names.filter(other => providersOf(exampleModule(name).contract.consumes).includes(other));
  return Object.fromEntries(names.map(name => [name, consumed(name)] as const).filter(([, others]) => others.length));
}

/** The owner of all repositories that the core lists. Users of the template have copies of these repositories. */
function ownerOf(sources: readonly EntrySource[]): string {
  const owners = [...new Set(sources.flatMap(source => (source.kind === 's3' ? [] : [source.repository.split('/')[0]])))];
  if (owners.length !== 1) throw new Error(`the core lists repositories of ${owners.join(' and ') || 'no owner'}, expected those of exactly one owner`);
  return owners[0];
}

if (require.main === module) {
  mkdirSync(dirname(LAUNCH_TEMPLATE), { recursive: true });
  writeFileSync(LAUNCH_TEMPLATE, renderLaunchTemplate());
}
