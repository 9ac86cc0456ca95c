/** An app on disk: a copy of an example, or the program of the readme. */
export interface Program {
  readonly folder: string;
  /** Synthesizes it as `cdk synth` does, without the CDK CLI. */
  synthesize(env: Readonly<Record<string, string>>): Promise<unknown>;
}

/** The use of cv-insync in a language, with that language's package manager and test framework. */
export interface Ecosystem {
  /** Installs the package that was built, and its dependencies. */
  install(): Promise<unknown>;
  /** Builds and tests an example. */
  test(folder: string): Promise<unknown>;
  app(folder: string): Program;
  /** Writes the readme's program, with the dependencies of the core's example. */
  snippet(code: string, folder: string): Program;
}
