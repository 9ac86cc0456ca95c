import { Allowance, Entry, ENTRY_SCHEMA } from './model/entry';
import { Source } from './source';

/** A statement of what a module needs in addition to what every module may do. */
export interface ModulePermission {
  /**
   * Actions, such as `iot:CreateProvisioningTemplate`.
   *
   * @see https://docs.aws.amazon.com/service-authorization/latest/reference/reference_policies_actions-resources-contextkeys.html
   */
  readonly actions: string[];

  /** ARNs of the resources that the actions are allowed on. */
  readonly resources: string[];
}

/** How a module is delivered. */
export interface ModuleOptions {
  /**
   * Values for the parameters of the module's template.
   *
   * @default - the default values of the template
   */
  readonly parameters?: { [name: string]: string };

  /**
   * What the module needs in addition to what every module may do, to be deployed and to run: at most five statements.
   * If a module registers itself, its permissions take effect only after `cv-insync approve`.
   *
   * @default - no additional permissions
   */
  readonly permissions?: ModulePermission[];

  /**
   * What the module's template may have in addition: `retain`, policies that retain resources which act, such as roles and functions;
   * `foreign-principals`, policies that trust principals outside of the account. A module that registers itself cannot set this;
   * an operator can, with `cv-insync add --allow`.
   *
   * @default - only data outlives the module, and only principals of the account are trusted
   */
  readonly allows?: string[];

  /**
   * Whether each change of the module's stack needs a manual approval.
   *
   * @default false
   */
  readonly approval?: boolean;
}

/**
 * A module that the core lists. It is delivered from its own source, by its own pipeline.
 *
 * @example
 * import { Module, Source } from 'cv-insync';
 *
 * const releases = Source.s3('weather-releases', 'cv-weather/latest.zip');
 * const weather = Module.of('weather', releases, {
 *   parameters: { Provider: 'open' },
 *   permissions: [{ actions: ['geo:CalculateRoute'], resources: ['arn:aws:geo:eu-west-1:111122223333:route-calculator/weather'] }],
 *   approval: true,
 * });
 */
export class Module {
  /**
   * Creates a module from its name and its source.
   *
   * @param name name of the module: the id of its `InSyncModule`, or the name in its `module.yaml`
   * @param source the source of its code
   * @param options how it is delivered
   */
  public static of(name: string, source: Source, options: ModuleOptions = {}): Module {
    return new Module(name, source, options);
  }

  private constructor(
    /** Name of the module. */
    public readonly name: string,
    private readonly source: Source,
    private readonly options: ModuleOptions,
  ) {}

  /**
   * The module's entry in the directory.
   *
   * @internal
   */
  public _entry(): Entry {
    const { parameters, permissions, allows, approval } = this.options;
    return {
      schema: ENTRY_SCHEMA,
      name: this.name,
      source: this.source._entrySource(),
      ...parameters && Object.keys(parameters).length && { parameters },
      ...permissions?.length && { permissions: permissions.map(({ actions, resources }) => ({ actions: [...actions], resources: [...resources] })) },
      ...allows?.length && { allows: [...allows].sort() as Allowance[] },
      ...approval && { approval },
    };
  }
}
