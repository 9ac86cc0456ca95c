/** `authorization.generated.json`: of each service, its actions and resource types, a line each. */
export interface AuthorizationFile {
  readonly source: string;
  readonly version: string;
  readonly services: Readonly<Record<string, {
    /** `level|resource types|condition keys|dependent actions`; lists by `,`; `*` after a required resource type. */
    readonly actions: Readonly<Record<string, string>>;
    /** `condition keys|ARN format`. */
    readonly resources: Readonly<Record<string, string>>;
  }>>;
}

/** `handlers.generated.json`: of each CloudFormation type, `create|read|update|delete|list|tag property|when tagged|tagging permissions`. */
export interface HandlersFile {
  readonly source: string;
  readonly version: string;
  readonly types: Readonly<Record<string, string>>;
}

/** Loads a file at its first use: few commands need these, and both are large. Names in it are looked up as templates have them, `toString` among them. */
export function lazily<T extends object>(load: () => T): () => T {
  let loaded: T | undefined;
  return () => loaded ??= withoutPrototypes(load());
}

function withoutPrototypes<T extends object>(file: T): T {
  for (const table of Object.values(file)) if (typeof table === 'object') Object.setPrototypeOf(table, null);
  return file;
}
