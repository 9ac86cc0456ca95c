import { readFileSync } from 'fs';
import { join } from 'path';
import { SOLUTION } from './placed';
import { ACCOUNT, type Request } from './request';
import { needsOf, type Operation } from './resources';
import { resourcesByProperty } from '../../scripts/docs/type-properties';
import { resourceOfType } from '../../src/cli/rights/module-rights';
import { boundaryName, coreRoleName, deployRoleName, moduleBoundaryName, TAGS } from '../../src/model/names';
import type { HandledResource } from '@cv-insync/emulator/facts';

const PAGE = readFileSync(join(__dirname, '..', '..', 'docs/authors.md'), 'utf8');
const OPERATIONS: readonly Operation[] = ['create', 'update', 'delete'];

/** The types that the page for authors promises without `permissions`, and of these the properties that it does not. */
export const TYPES = [...PAGE.matchAll(/^\| `(AWS::\w+::)` \| ([^|]+) \| by default \|/gm)].flatMap(([, service, names]) => names.split(', ').map(name => service + name));
const EXCEPTED = new Map([...PAGE.matchAll(/^\| `(AWS::\w+::\w+)` \| (.*\(`.*) \|$/gm)].map(([, type, properties]) => [type, [...properties.matchAll(/([\w. ]+) \(`/g)].map(([, name]) => name.trim())]));
/** What core modules may not have, by the page: types, and properties of types. */
const NOT_IN_THE_CORE = /^AWS::((Pipes|Scheduler|SecretsManager)::|IAM::InstanceProfile|ApiGatewayV2::Stage\.AccessLogSettings|CloudFormation::Stack\.StackPolicyBody)/;

/** Somebody whose resources these are. */
interface Owner {
  readonly solution: string;
  readonly module: string;
  readonly role: string;
  /** The boundary that its roles have. */
  readonly boundary: string;
  readonly excepted?: RegExp;
}

const OWNERS: readonly Owner[] = [
  { solution: SOLUTION, module: 'one', role: deployRoleName(SOLUTION, 'one'), boundary: moduleBoundaryName(SOLUTION, 'one') },
  { solution: SOLUTION, module: 'fleet', role: coreRoleName(SOLUTION, 'deploy'), boundary: boundaryName(SOLUTION), excepted: NOT_IN_THE_CORE },
];

/** What CloudFormation asks to create, change and delete a resource of each type, and one with each property, that the page promises. */
export const requestsOfPromised = (): Request[] => OWNERS.flatMap(owner => TYPES.filter(type => !owner.excepted?.test(type)).flatMap(type => {
  const properties = resourcesByProperty(type, owner).filter(({ property }) => !EXCEPTED.get(type)?.includes(property) && !owner.excepted?.test(`${type}.${property}`));
  return [resourceOfType(type, owner), ...properties.map(({ resource }) => resource)].flatMap(resource => requestsOf(owner, resource));
}));

function requestsOf({ solution, module, role, boundary }: Owner, resource: HandledResource): Request[] {
  const handled = JSON.parse(JSON.stringify(resource).replace(/:\d{12}:/g, `:${ACCOUNT}:`)) as HandledResource;
  const tags = Object.entries({ [TAGS.solution]: solution, [TAGS.module]: module }).map(([Key, Value]) => ({ Key, Value }));
  const bounded = { 'iam:PermissionsBoundary': `arn:aws:iam::${ACCOUNT}:policy/${boundary}` };
  return OPERATIONS.flatMap(operation => needsOf({ ...handled, tags }, operation))
    .map(need => ({ role, ...need, context: { ...need.action.startsWith('iam:') ? bounded : {}, ...need.context } }));
}
