import type { Recorder } from '../recorder';
import { currentOf, cut, foreign, seconds, styleOf } from './format';
import type { Output, Screen } from './screen';
import { isOver, type PipelineExecution } from '@cv-insync/emulator';

const INTERVAL = 100;
const SPINNER = ['⠋', '⠙', '⠹', '⠸', '⠼', '⠴', '⠦', '⠧', '⠇', '⠏'];

/** One line per pipeline, redrawn in place while a step runs. */
export function liveScreen(output: Output, recorder: Recorder): Screen {
  const style = styleOf(output);
  let drawn = 0;
  let frame = 0;
  let begin = 0;
  let task: { what: string; since: Date } | undefined;

  const erase = () => {
    if (drawn) output.write(`\u001b[${drawn}A\u001b[0J`);
    drawn = 0;
  };
  const draw = () => {
    const width = (output.columns ?? 80) - 1;
    const executions = recorder.executions.slice(begin).map(({ record }) => record);
    const names = Math.max(0, ...executions.map(({ pipeline }) => pipeline.length));
    const lines = [
      ...(task ? [` ${SPINNER[frame % SPINNER.length]} ${cut(foreign(task.what), width - 16)}  ${style.weak(seconds(task.since))}`] : []),
      ...fitting(executions, (output.rows ?? 24) - 3).map(each => row(each, names, width)),
    ];
    erase();
    if (lines.length) output.write(`${lines.join('\n')}\n`);
    drawn = lines.length;
  };
  const row = (execution: PipelineExecution, names: number, width: number) => {
    const over = isOver(execution);
    const mark = !over ? SPINNER[frame % SPINNER.length] : execution.status === 'Succeeded' ? style.good('✔') : execution.status === 'Failed' ? style.bad('✖') : style.weak('–');
    const time = seconds(execution.started, execution.ended).padStart(9);
    return ` ${mark} ${execution.pipeline.padEnd(names)}  ${style.weak(time)}  ${cut(over ? execution.status : foreign(currentOf(execution)), width - names - 17)}`;
  };
  const timer = setInterval(() => {
    frame++;
    draw();
  }, INTERVAL);
  timer.unref();
  const above = (text: string) => {
    erase();
    output.write(`${foreign(text)}\n`);
    draw();
  };
  return {
    line: above,
    doing: what => {
      task = what ? { what, since: new Date() } : undefined;
      draw();
    },
    step: title => {
      if (drawn) draw();
      drawn = 0;
      begin = recorder.executions.length;
      output.write(`\n${style.strong(title)}\n`);
    },
    close: () => {
      clearInterval(timer);
      task = undefined;
      draw();
      drawn = 0;
    },
  };
}

/** The executions that fit: running ones first, then the newest. */
function fitting(executions: readonly PipelineExecution[], room: number): PipelineExecution[] {
  if (executions.length <= room) return [...executions];
  const shown = new Set([...executions.filter(each => !isOver(each)), ...executions.filter(isOver).reverse()].slice(0, Math.max(1, room)));
  return executions.filter(each => shown.has(each));
}
