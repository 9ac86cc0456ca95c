import { readAssembly } from '../../../src/assembly/cloud-assembly';
import { folderOf } from '../world';

export interface TestModule {
  readonly name: string;
  readonly produces?: readonly string[];
  readonly consumes?: readonly string[];
  readonly template?: object;
  readonly assets?: object;
  readonly solution?: string;
}

export interface TestCore {
  readonly core: readonly string[];
  readonly entries?: readonly object[];
  readonly template?: object;
}

/** What `cdk synth` writes for an app with these modules, and with a core if it is given. */
export function assemblyOf(modules: readonly TestModule[], core?: TestCore, more = {}) {
  return readAssembly(assemblyFolder(modules, core, more));
}

function assemblyFolder(modules: readonly TestModule[], core?: TestCore, more: Record<string, string | object> = {}): string {
  const stack = (templateFile: string, tags: object) => ({ type: 'aws:cloudformation:stack', properties: { templateFile, tags } });
  return folderOf({
    'manifest.json': {
      artifacts: {
        'cdk-core': stack('core.template.json', { team: 'vehicles' }),
        ...Object.fromEntries(modules.map(({ name }) => [name, stack(`${name}.template.json`, { owner: name })])),
      },
    },
    'insync.module.json': {
      schema: 1,
      modules: modules.map(({ name, produces = [], consumes = [], solution = 's', assets }) => ({
        name,
        solution,
        stackName: `s-${name}`,
        templateFile: `${name}.template.json`,
        ...assets && { assetsFile: `${name}.assets.json` },
        contract: { schema: 1, name, version: '1.0.0', produces, consumes },
      })),
    },
    ...Object.fromEntries(modules.map(({ name, template = { Resources: {} } }) => [`${name}.template.json`, template])),
    ...Object.fromEntries(modules.flatMap(({ name, assets }) => assets ? [[`${name}.assets.json`, assets]] : [])),
    ...core && {
      'insync.core.json': { schema: 1, solution: 's', stackName: 's-core', templateFile: 'core.template.json', sourceKind: 'github', core: core.core, entries: core.entries ?? [] },
      'core.template.json': core.template ?? { Resources: { own: {} } },
    },
    ...more,
  });
}
