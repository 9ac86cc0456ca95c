/** One IAM request: an action of a role on a resource. */
export interface Request {
  /** Name of the role. */
  readonly role: string;
  readonly action: string;
  readonly resource: string;
  readonly context?: Readonly<Record<string, string | string[]>>;
}

/** A request without its role, which the caller knows. */
export type Need = Omit<Request, 'role'>;

export const ACCOUNT = '123456789012';
export const REGION = 'us-east-1';

export const arn = (service: string, resource: string) => `arn:aws:${service}:${REGION}:${ACCOUNT}:${resource}`;
export const s3Arn = (bucket: string, key?: string) => `arn:aws:s3:::${bucket}${key === undefined ? '' : `/${key}`}`;
export const roleArn = (name: string) => `arn:aws:iam::${ACCOUNT}:role/${name}`;
export const parameterArn = (name: string) => arn('ssm', `parameter/${name.replace(/^\//, '')}`);
/** Ids of stacks end with random parts. */
export const stackArn = (nameOrId: string) => nameOrId.startsWith('arn:') ? nameOrId : arn('cloudformation', `stack/${nameOrId}/0a1b2c3d-0000-1111-2222-333344445555`);
export const pipelineArn = (name: string) => arn('codepipeline', name);
export const functionArn = (nameOrArn: string) => nameOrArn.startsWith('arn:') ? nameOrArn : arn('lambda', `function:${nameOrArn}`);

export const passRole = (role: string, service: string): Need => ({
  action: 'iam:PassRole', resource: role.startsWith('arn:') ? role : roleArn(role), context: { 'iam:PassedToService': service },
});

export const asked = (role: string, needs: readonly Need[]): Request[] => needs.map(need => ({ role, ...need }));

/** The name of the role of a caller; undefined for users. */
export const roleOf = (caller: string): string | undefined => /:assumed-role\/([^/]+)\//.exec(caller)?.[1] ?? /:role\/(.+)$/.exec(caller)?.[1];

export const tagsAsContext = (key: 'aws:RequestTag' | 'aws:ResourceTag', tags: readonly { Key: string; Value: string }[] = []) =>
  Object.fromEntries(tags.map(({ Key, Value }) => [`${key}/${Key}`, Value]));
