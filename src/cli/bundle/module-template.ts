export interface ModuleTemplate {
  readonly text: string;
  readonly template: {
    readonly Parameters?: Readonly<Record<string, { readonly Type: string }>>;
    readonly Resources: Readonly<Record<string, TemplateResource>>;
  };
  /** Values of all parameters of the template. */
  readonly parameters: Readonly<Record<string, string>>;
  readonly tags: Readonly<Record<string, string>>;
}

export interface TemplateResource {
  readonly Type: string;
  readonly Properties?: Readonly<Record<string, unknown>>;
  readonly DeletionPolicy?: string;
}
