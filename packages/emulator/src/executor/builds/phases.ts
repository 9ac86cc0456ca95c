import type { BuildRecord } from '../../account/codebuild';

export class BuildFailure extends Error {
  constructor(message: string, readonly command?: string, readonly logStart?: number, readonly phase?: string) {
    super(message);
  }
}

/** The phases that a build went through, recorded as CodeBuild does. */
export class Phases {
  constructor(private readonly build: BuildRecord) {}

  get current(): string {
    return this.build.phase;
  }

  set current(phase: string) {
    this.build.phase = phase;
  }

  /** Runs a phase; it fails by throwing, or by giving a failure. */
  async pass<T>(name: string, run: () => Promise<T>, counts = true): Promise<T> {
    this.build.phase = name;
    const startTime = new Date();
    const record = (phaseStatus: 'SUCCEEDED' | 'FAILED', message?: string) => {
      const endTime = new Date();
      this.build.phases.push({
        phaseType: name as 'BUILD',
        phaseStatus,
        startTime,
        endTime,
        durationInSeconds: Math.round((endTime.getTime() - startTime.getTime()) / 1000),
        ...(message ? { contexts: [{ statusCode: 'COMMAND_EXECUTION_ERROR', message }] } : {}),
      });
    };
    try {
      const result = await run();
      if (result instanceof BuildFailure) record(counts ? 'FAILED' : 'SUCCEEDED', result.message);
      else record('SUCCEEDED');
      return result;
    } catch (error) {
      record('FAILED', (error as Error).message);
      throw error;
    }
  }
}
