import { existsSync, symlinkSync } from 'fs';
import { join } from 'path';
import { CommandFailure, runCommand } from './command';
import type { RehearsalContext } from './context';
import { Interrupted } from './interruption';
import { heldBackIn, reportExecution, type RecordedExecution } from './recorder';
import { register } from './register';
import { unexpected, type StepReport } from './report';
import type { FailureDetail } from './screen/summary';
import type { Step } from './script';
import { setup } from './setup';
import { notificationsSince, stackChanges, stacksOf } from './snapshot';
import { fireDaily } from '@cv-insync/emulator';

export interface StepOutcome {
  readonly report: StepReport;
  /** Executions that failed in the step. */
  readonly failed: readonly RecordedExecution[];
  readonly failures: readonly FailureDetail[];
  readonly ok: boolean;
  /** The rehearsal ends with this step. */
  readonly interrupted: boolean;
}

export function titleOf(step: Step): string {
  switch (step.kind) {
    case 'commit': return `commit to ${step.repository}: ${step.message}`;
    case 'invoke': return `invoke: ${step.command}`;
    case 'register': return `register ${step.repository}`;
    case 'act': return step.title;
    case 'setup': return step.repository ? `setup of ${step.repository}` : 'setup';
    default: return step.kind;
  }
}

/** Runs a step, waits until nothing runs, and reports what happened. */
export async function runStep(context: RehearsalContext, step: Step): Promise<StepOutcome> {
  const { account, executor, observation, recorder, screen } = context;
  const start = new Date();
  const before = await stacksOf(account);
  const visits = executor.visits.length;
  const problems: string[] = [];
  const failures: FailureDetail[] = [];
  let interrupted = false;
  const attempt = async (work: Promise<void>) => {
    try {
      await context.orInterrupted(work);
    } catch (error) {
      interrupted ||= error instanceof Interrupted;
      const { message, command, lastLines = [], log } = error as Error & Partial<CommandFailure>;
      problems.push(message);
      failures.push({ where: titleOf(step), message, command, lastLines, log });
    }
  };
  await attempt(STEPS[step.kind](context, step as never));
  screen.doing('');
  if (!interrupted) await attempt(quiet(context));
  const executions = recorder.since(start);
  const reports = executions.map(reportExecution);
  if (!interrupted) problems.push(...unexpected(reports, step.expect.failed));
  return {
    failed: executions.filter(({ record }) => record.status === 'Failed'),
    failures,
    interrupted,
    ok: problems.length === 0,
    report: {
      step: step.kind === 'act' ? step.name : step.kind,
      executions: reports,
      stacks: stackChanges(before, await stacksOf(account), executor.visits.slice(visits)),
      heldBack: heldBackIn(executions),
      notifications: notificationsSince(observation, start),
      ...(problems.length ? { problems } : {}),
    },
  };
}

const STEPS: { readonly [K in Step['kind']]: (context: RehearsalContext, step: Extract<Step, { kind: K }>) => Promise<void> } = {
  setup,
  register,
  daily: ({ account }) => fireDaily(account),
  wait: async () => undefined,
  act: (context, { act }) => act(context),
  commit: async ({ repositories, executor, workDir, userEnvironment }, { repository, message, run }) => {
    const cwd = repositories.tree(repository);
    if (run) await runCommand(executor.processes, { label: `the command for ${repository}`, command: run, cwd, env: userEnvironment, logFile: join(workDir, 'logs', 'commit.log') });
    await repositories.commit(repository, message, run === undefined);
  },
  invoke: async ({ repositories, executor, workDir, userEnvironment, screen, subject, modulesFor }, { command }) => {
    const cwd = repositories.tree(subject.core.name);
    const modules = modulesFor(subject.core.name);
    if (modules && !existsSync(join(cwd, 'node_modules'))) symlinkSync(modules, join(cwd, 'node_modules'), 'dir');
    const output = await runCommand(executor.processes, { label: 'the command', command, cwd, env: userEnvironment, logFile: join(workDir, 'logs', 'invoke.log') });
    if (output.trim()) screen.line(output.trimEnd());
  },
};

const TICK = 25;
const QUIET_TICKS = 3;

/** Waits until no execution, build, stack operation, function or event is in progress. */
export async function quiet({ account, executor }: Pick<RehearsalContext, 'account' | 'executor'>): Promise<void> {
  for (let ticks = 0; ticks < QUIET_TICKS;) {
    await account.settled();
    await new Promise(resolve => setTimeout(resolve, TICK));
    ticks = executor.running().length ? 0 : ticks + 1;
  }
}
