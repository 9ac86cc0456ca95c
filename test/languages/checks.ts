/** Runs checks and prints their results. The gate reads the last line. */
export class Checks {
  private passed = 0;
  private failed = 0;

  async check(name: string, attempt: () => unknown): Promise<boolean> {
    const started = Date.now();
    try {
      await attempt();
      this.passed++;
      console.log(`ok      ${name} (${Math.round((Date.now() - started) / 1000)} s)`);
      return true;
    } catch (error) {
      this.fail(name, error);
      return false;
    }
  }

  fail(name: string, error: unknown) {
    this.failed++;
    console.log(`FAILED  ${name}\n${String((error as Error).message ?? error).replace(/^/gm, '        ')}`);
  }

  /** Prints the counts, and sets the exit code. */
  end() {
    console.log(`${this.passed} passed, ${this.failed} failed`);
    process.exitCode = this.failed || !this.passed ? 1 : 0;
  }
}
