import type { HistoryEvent } from './account/account';
import { messageOf } from './account/pipelines';
import type { Solution } from './solution';

/** Prints the steps of a solution, to see how an invariant was violated. */
export function trace({ account }: Solution, print: (line: string) => void = line => process.stderr.write(`${line}\n`)) {
  account.listen(happening => print(lineOf(happening)));
}

export function lineOf(happening: HistoryEvent): string {
  switch (happening.kind) {
    case 'execution':
      return `${happening.execution.pipeline.declaration.Name} ${happening.execution.id} started (${happening.execution.cause})`;
    case 'action': {
      const { id, pipeline, declaration, stage } = happening.execution;
      return `  ${pipeline.declaration.Name} ${id}: ${declaration.Stages[stage].Name}`;
    }
    case 'result': {
      const { id, pipeline, status } = happening.execution;
      return `  ${pipeline.declaration.Name} ${id}: ${status} ${messageOf(happening.execution) ?? happening.message ?? ''}`;
    }
    case 'opened':
      return `    ${happening.pipeline}: ${happening.stage} opened`;
    case 'stack':
      return `    ${happening.operation} ${happening.name}`;
    case 'read':
      return `    read ${happening.names.join(', ').slice(0, 100)}`;
    case 'written':
      return `    ${happening.name} = ${happening.value.slice(0, 100)}`;
    case 'removed':
      return `    ${happening.name} removed by a ${happening.by}`;
  }
}
