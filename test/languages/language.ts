/** An app on disk: a copy of an example, or the program of the readme. */
export interface Program {
  readonly folder: string;
  /** Runs it as `cdk synth` does, without the command line of the CDK. */
  synthesize(env: Readonly<Record<string, string>>): Promise<unknown>;
}

/** How cv-insync is used from a language, by that language's own package manager and test framework. */
export interface Ecosystem {
  /** Installs the package that was built here, and what it needs. */
  install(): Promise<unknown>;
  /** Builds and tests an example. */
  test(folder: string): Promise<unknown>;
  app(folder: string): Program;
  /** Lays down the program that the readme shows, with the dependencies of the core's example. */
  snippet(code: string, folder: string): Program;
}
