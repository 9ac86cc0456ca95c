import type { RunContext } from './context';
import type { Usage } from '../costs/estimate';
import type { ResourceCounts } from '../costs/resources';

/** Something that is tried. Checks of a run are tried in order: later ones use what earlier ones installed. */
export interface Check {
  /** Group and name, such as `set-up/1` or `flow/push-to-a-module`. */
  readonly name: string;
  /** What is tried, for the report. */
  readonly title: string;
  /** Checks without which this one cannot run. */
  readonly after?: readonly string[];
  /** Why this run leaves it out. */
  readonly leftOut?: string;
  /** What it uses, for the estimate of costs. */
  readonly usage?: Usage;
  /** What it creates besides pipelines and what these deploy. */
  readonly creates?: ResourceCounts;
  /** Fails by an error whose message says what was found and what was expected. */
  run(context: RunContext): Promise<void>;
}

export type Outcome = 'passed' | 'failed' | 'left out';

export interface Result {
  readonly name: string;
  readonly title: string;
  readonly outcome: Outcome;
  /** Why it failed or was left out. */
  readonly reason?: string;
  readonly seconds: number;
}

/** Whether a check was asked for by the beginning of its name. */
export const isAskedFor = (name: string, only: readonly string[]): boolean => !only.length || only.some(beginning => name.startsWith(beginning));

/** The checks that were asked for, with those that they need, in order. */
export function selected(checks: readonly Check[], only: readonly string[]): Check[] {
  if (!only.length) return [...checks];
  const chosen = new Set<string>();
  const choose = (check: Check) => {
    if (chosen.has(check.name)) return;
    chosen.add(check.name);
    for (const name of check.after ?? []) for (const needed of checks.filter(each => each.name === name)) choose(needed);
  };
  for (const check of checks) if (isAskedFor(check.name, only)) choose(check);
  return checks.filter(({ name }) => chosen.has(name));
}
