import { stripVTControlCharacters } from 'util';
import { escapeUnprintable } from '../../model/printable';
import type { ActionExecution, PipelineExecution } from '@cv-insync/emulator';

export interface Style {
  readonly good: (text: string) => string;
  readonly bad: (text: string) => string;
  readonly weak: (text: string) => string;
  readonly strong: (text: string) => string;
}

const colour = (code: number) => (text: string) => `\u001b[${code}m${text}\u001b[0m`;
const plain = (text: string) => text;

export const styleOf = ({ isTTY }: { readonly isTTY?: boolean }): Style => isTTY && !process.env.NO_COLOR
  ? { good: colour(32), bad: colour(31), weak: colour(2), strong: colour(1) }
  : { good: plain, bad: plain, weak: plain, strong: plain };

export function seconds(from: Date, to: Date = new Date()): string {
  const all = (to.getTime() - from.getTime()) / 1000;
  return all < 59.95 ? `${all.toFixed(1)} s` : `${Math.floor(Math.round(all) / 60)}:${String(Math.round(all) % 60).padStart(2, '0')} min`;
}

/** The state of an execution: its actions in progress, or the stage that it waits for. */
export function currentOf(execution: PipelineExecution): string {
  const acting = execution.actions.filter(({ status }) => status === 'InProgress');
  if (acting.length) return acting.map(describe).join(', ');
  const next = execution.stages.find(({ status }) => !status);
  return next ? `waits for ${next.name}` : '';
}

const describe = ({ stage, name, summary }: ActionExecution) =>
  `${stage === name ? stage : `${stage} / ${name}`}${summary ? ` (${summary.split('\n')[0]})` : ''}`;

/** Text from builds, modules and repositories, as a terminal may show it: without colours, links and cursor movements of its own. */
export const foreign = (text: string) => escapeUnprintable(stripVTControlCharacters(text).replace(/\r\n?/g, '\n'));

export const cut = (text: string, width: number) => text.length > width ? `${text.slice(0, Math.max(0, width - 1))}…` : text;
