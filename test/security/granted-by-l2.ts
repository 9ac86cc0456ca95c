import { type DeployedPipeline, grantsOfL2 } from './l2-pipeline';
import { SOLUTION } from './placed';
import { arn as arnOf, type Request, s3Arn } from './request';
import { type CoreInSyncProps, Source } from '../../src';
import type { Entry } from '../../src/model/entry';
import type { Account } from '@cv-insync/emulator';
import { actionFact, actionsOfService, resourceTypeFacts } from '@cv-insync/emulator/facts';

/** The modules of a solution, with pipelines of all kinds. */
export const ENTRIES: readonly Entry[] = [
  { schema: 1, name: 'one', source: { kind: 'github', repository: 'acme/one', branch: 'main' } },
  { schema: 1, name: 'two', source: { kind: 'github', repository: 'acme/two', branch: 'main' }, approval: true },
  { schema: 1, name: 'three', source: { kind: 's3', bucket: 'somebodys-modules', key: 'three.zip' } },
];

export interface Pipeline extends DeployedPipeline {
  readonly roleArn: string;
}

/** Cores from a connection, and from a bucket. */
export const CORES: readonly Partial<CoreInSyncProps>[] = [
  { source: Source.gitHub('acme/connected-vehicle', { connectionArn: arnOf('codeconnections', 'connection/0a1b2c3d-0000-1111-2222-333344445555') }) },
  { source: Source.s3('somebodys-core', 'core.zip') },
];

/** The pipelines of the core, of the module definition and of these modules. */
export const pipelinesOf = (account: Account): Promise<Pipeline[]> => Promise.all(['core', 'modules', ...ENTRIES.map(({ name }) => name)]
  .map(async name => (await account.call('codepipeline', 'GetPipeline', { name: `${name}.${SOLUTION}` })).pipeline));

/** What the CDK's actions grant, as requests of the role of the pipeline or of one of its actions: one of them has to be allowed. */
export interface GrantedByL2 {
  readonly line: string;
  readonly requests: readonly Request[];
}

/** What IAM sees besides: who gets a role, and the tag that the pipelines of modules put on their stacks. */
const CONTEXTS: Readonly<Record<string, Record<string, string>>> = {
  'iam:PassRole': { 'iam:PassedToService': 'cloudformation.amazonaws.com' },
  'cloudformation:UpdateStack': { 'aws:ResourceTag/insync:solution': SOLUTION },
};

export function grantedByL2(pipeline: Pipeline): GrantedByL2[] {
  const bucket = s3Arn(pipeline.artifactStore.location);
  const roles = [pipeline.roleArn, ...pipeline.stages.flatMap(({ actions }) => actions.flatMap(({ roleArn }) => roleArn ?? []))].map(arn => arn.split('/').pop()!);
  return grantsOfL2(pipeline).flatMap(({ action, resource }) => {
    const on = resource.startsWith(bucket) && resource !== bucket ? `${bucket}/${pipeline.name.slice(0, 20)}/Source/x` : resource.replace(/\/\*$/, '/0a1b2c3d');
    return expand(action).filter(one => fits(one, on)).map(each => {
      const context = CONTEXTS[each];
      return { line: `${each} on ${on}`, requests: [...new Set(roles)].map(role => ({ role, action: each, resource: on, context })) };
    });
  });
}

/** The single actions of a pattern, as the Service Authorization Reference has them. */
export function expand(action: string): string[] {
  const [service, name] = action.split(':');
  if (!name.includes('*')) return [action];
  const pattern = new RegExp(`^${name.replace(/\*/g, '.*')}$`);
  return actionsOfService(service).filter(each => pattern.test(each)).map(each => `${service}:${each}`);
}

/** Whether an action can be asked on a resource; statements name buckets and objects together, and only one of them matters. */
export function fits(action: string, resource: string): boolean {
  const fact = actionFact(action);
  if (!fact) return false;
  const formats = resourceTypeFacts(action.split(':')[0], fact).map(({ arn }) => new RegExp(`^${arn.replace(/\$\{\w+\}/g, '[^/]+').replace(/\/\[\^\/\]\+$/, '/.+')}$`));
  return formats.length ? formats.some(format => format.test(resource)) : true;
}
