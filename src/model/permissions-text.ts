import type { Permissions, PermittedStatement } from './entry';

/** How permissions are written on the command line. */
export const PERMISSION_SYNTAX = 'action,action=resource,resource, like geo:CalculateRoute=arn:aws:geo:*:*:route-calculator/weather';

/** `geo:CalculateRoute=arn:...`. The parts are not validated. */
export function parsePermission(text: string): PermittedStatement | undefined {
  const at = text.indexOf('=');
  return at < 1 ? undefined : { actions: text.slice(0, at).split(','), resources: text.slice(at + 1).split(',') };
}

export const formatPermission = ({ actions, resources }: PermittedStatement) => `${actions.join(', ')} on ${resources.join(', ')}`;

export const actionsOf = (permissions: Permissions): string[] => [...new Set(permissions.flatMap(({ actions }) => actions))];

/** How permissions are written in code. */
export const permissionsInCode = (permissions: Permissions): string =>
  `permissions: [${permissions.map(({ actions, resources }) => `{ actions: ${inCode(actions)}, resources: ${inCode(resources)} }`).join(', ')}]`;

/** How a module without the CDK declares permissions in its `module.yaml`. */
export const permissionsInYaml = (permissions: Permissions): string =>
  `Permissions: [${permissions.map(({ actions, resources }) => `{ Actions: ${inCode(actions)}, Resources: ${inCode(resources)} }`).join(', ')}]`;

const inCode = (texts: readonly string[]) => `[${texts.map(text => `'${text}'`).join(', ')}]`;
