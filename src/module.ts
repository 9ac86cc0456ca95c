import { Entry, ENTRY_SCHEMA } from './model/entry';
import { Source } from './source';

/** What a module's resources need beyond what every module may do: one IAM statement. */
export interface ModulePermissions {
  /**
   * Actions, like `iot:CreateProvisioningTemplate`.
   *
   * @see https://docs.aws.amazon.com/service-authorization/latest/reference/reference_policies_actions-resources-contextkeys.html
   */
  readonly actions: string[];

  /** ARNs of the resources that they are allowed on. */
  readonly resources: string[];
}

/** How a module is delivered. */
export interface ModuleOptions {
  /**
   * Values of parameters of the module's template.
   *
   * @default - the defaults that the template has
   */
  readonly parameters?: { [name: string]: string };

  /**
   * What the module's resources need beyond what every module may do.
   * Asked for by a module that registers itself, they count only after `cv-insync approve`.
   *
   * @default - nothing more
   */
  readonly permissions?: ModulePermissions;

  /**
   * Whether a person approves each change of the module's stack before it is made.
   *
   * @default false
   */
  readonly approval?: boolean;
}

/**
 * A module that the core lists: delivered from its own source, by a pipeline of its own.
 *
 * @example
 * import { Module, Source } from 'cv-insync';
 *
 * const releases = Source.s3('weather-releases', 'cv-weather/latest.zip');
 * const weather = Module.of('weather', releases, {
 *   parameters: { Provider: 'open' },
 *   permissions: { actions: ['geo:CalculateRoute'], resources: ['arn:aws:geo:eu-west-1:111122223333:route-calculator/weather'] },
 *   approval: true,
 * });
 */
export class Module {
  /**
   * A module, by its name and where its code lies.
   *
   * @param name the name that the module gives itself: the id of its `InSyncModule`
   * @param source where its code lies
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
   * The entry of the directory that lists this module.
   *
   * @internal
   */
  public _entry(): Entry {
    const { parameters, permissions, approval } = this.options;
    return {
      schema: ENTRY_SCHEMA,
      name: this.name,
      source: this.source._entrySource(),
      ...parameters && Object.keys(parameters).length && { parameters },
      ...permissions && { permissions: { actions: [...permissions.actions], resources: [...permissions.resources] } },
      ...approval && { approval },
    };
  }
}
