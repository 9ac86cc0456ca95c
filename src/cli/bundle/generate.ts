import type { TemplateConfiguration } from './template-configuration';
import { type Bundle, bundle } from './zip';
import { type Directory, type DirectoryContext, type DirectoryRecord, readDirectory } from '../../model/directory';
import type { Entry } from '../../model/entry';
import { canonicalJson } from '../../model/json';
import { TAGS } from '../../model/names';
import type { DeliveryKind, DeliverySettings } from '../../pipelines/delivery/parameters';
import { modulesParameters } from '../../pipelines/modules/parameters';

/** The parts of a bundle that only a new version of this package changes. */
export interface Tools {
  readonly apply: Uint8Array;
  readonly deliveryTemplates: Readonly<Record<DeliveryKind, string>>;
  readonly modulesTemplate: string;
}

export interface Generated {
  readonly directory: Directory;
  readonly bundle: Bundle;
  readonly modulesTemplate: string;
  readonly modulesConfiguration: TemplateConfiguration;
}

/** Files of a bundle, relative to its root. */
export const DEFINITION_FOLDER = 'definition';
export const BUNDLED_APPLY = 'apply.js';
export const BUNDLED_SETTINGS = 'settings.json';
export const bundledTemplate = (kind: DeliveryKind) => `delivery/${kind}.template.json`;

/** Generates the definition of the module-definition pipeline from the directory. The result depends on the arguments alone. */
export function generate(records: readonly DirectoryRecord[], context: DirectoryContext, tools: Tools, settings: DeliverySettings = {}): Generated {
  const directory = readDirectory(records, context);
  const packed = bundle(bundleFiles(directory.wanted, tools, settings));
  return {
    directory,
    bundle: packed,
    modulesTemplate: tools.modulesTemplate,
    modulesConfiguration: {
      Parameters: modulesParameters(context.solution, packed.digest, context.core, context.connection?.host),
      Tags: { ...settings.tags, [TAGS.solution]: context.solution, [TAGS.module]: 'modules' },
    },
  };
}

function bundleFiles(
  entries: readonly Entry[], { apply, deliveryTemplates }: Tools, settings: DeliverySettings,
): Record<string, Uint8Array | string> {
  return {
    [BUNDLED_APPLY]: apply,
    ...Object.fromEntries(Object.entries(deliveryTemplates).map(([kind, text]) => [bundledTemplate(kind as DeliveryKind), text])),
    ...Object.keys(settings).length && { [BUNDLED_SETTINGS]: canonicalJson(settings) },
    ...Object.fromEntries(entries.map(entry => [`${DEFINITION_FOLDER}/${entry.name}.json`, canonicalJson(entry)])),
  };
}
