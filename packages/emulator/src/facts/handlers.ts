// `require` loads the file at its first use, and lets esbuild include it in the bundle.
/* eslint-disable @typescript-eslint/no-require-imports */
import { type HandlersFile, lazily } from './files';

export type HandlerOperation = 'create' | 'read' | 'update' | 'delete' | 'list';

/** What CloudFormation's handlers of a resource type call, and how the type is tagged, as its registry schema says. */
export interface TypeFact {
  readonly type: string;
  /** The IAM actions of each handler; a handler that the type lacks is absent. Some are patterns, such as `ec2:Describe*`. */
  readonly handlers: Readonly<Partial<Record<HandlerOperation, readonly string[]>>>;
  readonly tagging?: {
    readonly property: string;
    readonly onCreate: boolean;
    readonly updatable: boolean;
    /** Whether CloudFormation adds its own tags (`aws:cloudformation:...`). */
    readonly systemTags: boolean;
    readonly permissions: readonly string[];
  };
}

const OPERATIONS: readonly HandlerOperation[] = ['create', 'read', 'update', 'delete', 'list'];

const file = lazily<HandlersFile>(() => require('./handlers.generated.json'));
const parsed = new Map<string, TypeFact>();

/** The names of all types that publish their handlers. */
export const typesWithHandlers = (): readonly string[] => Object.keys(file().types);

/** A type's handlers; undefined for types that publish none, such as `AWS::CodeBuild::Project`, and for custom resources. */
export function typeFact(type: string): TypeFact | undefined {
  const line = file().types[type];
  if (line === undefined) return undefined;
  let fact = parsed.get(type);
  if (!fact) parsed.set(type, fact = parse(type, line));
  return fact;
}

function parse(type: string, line: string): TypeFact {
  const fields = line.split('|');
  const [property, when, permissions] = fields.slice(OPERATIONS.length);
  return {
    type,
    handlers: Object.fromEntries(OPERATIONS.flatMap((operation, index) => fields[index] ? [[operation, actions(fields[index])]] : [])),
    tagging: property ? {
      property, onCreate: when.includes('create'), updatable: when.includes('update'), systemTags: when.includes('system'), permissions: actions(permissions),
    } : undefined,
  };
}

/** `s3:GetBucketAcl,ListBucket iam:PassRole` as three actions; `-` is a handler that needs none. */
function actions(text: string): string[] {
  return text === '' || text === '-' ? [] : text.split(' ').flatMap(group => {
    const [service, names] = group.split(':');
    return names.split(',').map(name => `${service}:${name}`);
  });
}
