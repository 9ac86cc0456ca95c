import { secondsBetween, type BuildRecord } from '../../account/codebuild';

export interface FailureDetails {
  /** The status code of the phase's context, as CodeBuild names it. */
  readonly code?: string;
  readonly command?: string;
  /** The offset in the log where the output of the command begins. */
  readonly logStart?: number;
}

export class BuildFailure extends Error {
  readonly code: string;

  constructor(message: string, readonly details: FailureDetails = {}) {
    super(message);
    this.code = details.code ?? 'CLIENT_ERROR';
  }
}

/** Records the phases of a build as CodeBuild does. */
export class Phases {
  constructor(
    private readonly build: BuildRecord,
    private readonly ended: (name: string, state: string, context: { code: string; message: string }) => void,
  ) {}

  /** Runs a phase, which fails by throwing or by returning a failure. A failure that does not count is recorded, but the phase succeeds. */
  async pass<T>(name: string, run: () => Promise<T>, counts = true): Promise<T> {
    this.build.phase = name;
    const { phases } = this.build;
    if (phases.at(-1)?.phaseType !== name) phases.push({ phaseType: name as 'BUILD', startTime: new Date() });
    const record = phases.at(-1)!;
    const end = (phaseStatus: 'SUCCEEDED' | 'FAILED', { code = '', message = '' } = {}) => {
      if (record.phaseStatus) return;
      const endTime = new Date();
      const durationInSeconds = secondsBetween(record.startTime!, endTime);
      Object.assign(record, { phaseStatus, endTime, durationInSeconds, contexts: [{ statusCode: code, message }] });
      this.ended(name, phaseStatus, { code, message });
    };
    try {
      const result = await run();
      if (result instanceof BuildFailure) end(counts ? 'FAILED' : 'SUCCEEDED', result);
      else end('SUCCEEDED');
      return result;
    } catch (error) {
      const { message, code } = error instanceof BuildFailure ? error : new BuildFailure((error as Error).message);
      end('FAILED', { code, message });
      throw error;
    }
  }
}
