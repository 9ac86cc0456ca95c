import { ActionFailure, type Provider } from '../context';

/** Starts another pipeline and does not wait for it: {@link https://docs.aws.amazon.com/codepipeline/latest/userguide/action-reference-PipelineInvoke.html}. */
export const pipelineInvoke: Provider = async ({ context: { account }, execution, action, configuration, caller }) => {
  const { PipelineName, SourceRevisions, Variables } = configuration;
  const wrong = (problem: string) => new ActionFailure(`action '${action.name}': ${problem}`, 'ConfigurationError');
  const list = (name: string, text = '[]'): object[] => {
    try {
      const value: unknown = JSON.parse(text);
      if (Array.isArray(value)) return value;
    } catch {
      // Said below, as for a value that is no list.
    }
    throw wrong(`expected ${name} to be a JSON list, got '${text}'`);
  };
  if (execution.declaration.pipelineType !== 'V2') throw wrong('only a pipeline of type V2 can invoke another one');
  if (!PipelineName) throw wrong('there is no PipelineName');
  const input = { name: PipelineName, sourceRevisions: list('SourceRevisions', SourceRevisions), variables: list('Variables', Variables) };
  const { pipelineExecutionId } = await account.call('codepipeline', 'StartPipelineExecution', input, { caller, cause: `pipeline:${execution.pipeline}` });
  return { externalId: pipelineExecutionId, summary: `started pipeline ${PipelineName}` };
};
