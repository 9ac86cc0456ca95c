import type { Recorder } from '../recorder';
import { cut, foreign, seconds } from './format';
import type { Output, Screen } from './screen';
import { type ActionExecution, isOver, type Observation } from '@cv-insync/emulator';

const SUMMARY_WIDTH = 100;
const NAME_WIDTH = 32;

/** One line per event. */
export function plainScreen(output: Output, observation: Pick<Observation, 'onChange' | 'onAction'>, recorder: Recorder): Screen {
  const began = new Date();
  // Executions from before this screen was opened are not reported.
  const reported = new Set<object>(recorder.executions.flatMap(({ record }) => isOver(record) ? [record, record.stages] : [record]));
  const line = (text: string) => void output.write(`${foreign(text)}\n`);
  const timed = (text: string) => line(`${seconds(began).padStart(9)}  ${text}`);
  const widthOf = () => Math.max(NAME_WIDTH, ...recorder.executions.map(({ record }) => record.pipeline.length));

  const executions = () => {
    for (const { record, cause } of recorder.executions) {
      const name = record.pipeline.padEnd(widthOf());
      if (!reported.has(record)) {
        reported.add(record);
        timed(`${name}  started (${cause})`);
      }
      if (isOver(record) && !reported.has(record.stages)) {
        reported.add(record.stages);
        timed(`${name}  ${record.status} after ${seconds(record.started, record.ended)}`);
      }
    }
  };
  const action = (each: ActionExecution) => {
    const record = recorder.executions.find(execution => execution.record.actions.includes(each))?.record;
    const isApproval = each.declaration.actionTypeId?.category === 'Approval';
    if (!record || each.status === 'InProgress' && !isApproval) return;
    const what = each.stage === each.name ? each.stage : `${each.stage} / ${each.name}`;
    if (each.status === 'InProgress') timed(`${record.pipeline.padEnd(widthOf())}  ${what}: waits for an approval`);
    else timed(`${record.pipeline.padEnd(widthOf())}  ${what}: ${each.status} in ${seconds(each.started, each.ended)}${each.summary ? `  ${cut(each.summary.split('\n')[0], SUMMARY_WIDTH)}` : ''}`);
  };
  const unsubscribe = [observation.onChange(executions), observation.onAction(action)];
  return {
    line,
    doing: what => what && timed(what),
    step: title => line(`\n${title}`),
    close: () => {
      executions();
      unsubscribe.forEach(end => end());
    },
  };
}
