import { filesOf, type Release } from './wheels';

/** The release of cfn-lint (MIT-0) whose wheel carries the registry schemas with their handlers; others are published without the handlers. */
export const CFN_LINT: Release = { name: 'cfn-lint', version: '1.58.0', sha256: '9d9f06043160756a6158f5c3f92a44ce38254b1c578127461608305bc8262987' };

export interface Schema {
  readonly typeName: string;
  readonly handlers?: Readonly<Record<string, { readonly permissions?: readonly string[] }>>;
  readonly tagging?: {
    readonly taggable?: boolean;
    readonly tagOnCreate?: boolean;
    readonly tagUpdatable?: boolean;
    readonly cloudFormationSystemTags?: boolean;
    readonly tagProperty?: string;
    readonly permissions?: readonly string[];
  };
}

/** The published schemas of all resource types; undefined where they cannot be downloaded. */
export const schemas = (): readonly Schema[] | undefined =>
  filesOf(CFN_LINT, path => path.startsWith('cfnlint/data/schemas/resources/') && path.endsWith('.json'))?.map(text => JSON.parse(text));
