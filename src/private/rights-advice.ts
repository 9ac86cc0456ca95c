import { existsSync } from 'fs';
import { join } from 'path';
import { Annotations, CfnElement, Stack } from 'aws-cdk-lib';
import { Permissions } from '../model/entry';

/** What the command line exports. It is loaded only where a module is synthesized that has resources of its own. */
interface CommandLine {
  adviceOn(module: CheckedModule & { readonly template: unknown }): { readonly rule: string; readonly id: string; readonly message: string }[];
}

/** A module, with what it declares that it needs. */
export interface CheckedModule {
  readonly solution: string;
  readonly module: string;
  readonly permissions?: Permissions;
}

const COMMAND_LINE = join(__dirname, '..', '..', 'assets', 'cv-insync.js');

/** Types that every module has, and which need nothing. */
const COMMON = ['AWS::CDK::Metadata', 'AWS::SSM::Parameter'];

/**
 * Adds warnings about what the deploy role of a module may not create, and what the permissions boundary denies to the roles that it defines:
 * what `cv-insync lint` finds. The command line is missing only where this package itself is built.
 */
export function warnOfRights(stack: Stack, module: CheckedModule, text: string) {
  const template: { Resources: Record<string, { Type: string }> } = JSON.parse(text);
  if (Object.values(template.Resources ?? {}).every(({ Type }) => COMMON.includes(Type)) || !existsSync(COMMAND_LINE)) return;
  // eslint-disable-next-line @typescript-eslint/no-require-imports
  const { adviceOn } = require(COMMAND_LINE) as CommandLine;
  for (const { rule, id, message } of adviceOn({ ...module, template })) {
    Annotations.of(elementOf(stack, id) ?? stack).addWarningV2(`cv-insync:${rule}`, message);
  }
}

const elementOf = (stack: Stack, id: string) =>
  stack.node.findAll().find(node => CfnElement.isCfnElement(node) && node.stack === stack && stack.resolve(node.logicalId) === id);
