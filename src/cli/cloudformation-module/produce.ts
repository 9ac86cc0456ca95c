import { addOwn, type Draft, type DraftOutput, report } from './draft';
import { outputOfExport } from './export-names';
import { constantText } from './expressions';
import type { Produced } from './module-file';
import { byText } from '../../model/json';
import { outputParameter } from '../../model/module-parts';
import { OUTPUT_PATTERN } from '../../model/names';

interface OfferedOutput {
  /** Logical id in the template. */
  readonly id: string;
  readonly exportName?: string;
  /** The name by which modules consume it. */
  readonly output: string;
}

/** Adds a parameter resource for each exported output and each one that `module.yaml` lists. Returns their names, sorted. */
export function produce(draft: Draft, listed: readonly Produced[], known: Readonly<Record<string, string>>): string[] {
  const offers = exported(draft, known);
  const descriptions = new Map<OfferedOutput, string | undefined>();
  for (const { name, description, at } of listed) {
    const offer = offers.find(({ exportName, output }) => exportName === name || output === outputOfExport(name, draft.solution, draft.module))
      ?? offers.find(({ id }) => id === name) ?? unexported(draft, name, at);
    if (!offer) continue;
    if (!offers.includes(offer)) offers.push(offer);
    descriptions.set(offer, description);
  }
  const names = new Map<string, OfferedOutput>();
  for (const offer of offers) {
    const other = names.get(offer.output);
    if (other) report(draft, ['Outputs', offer.id], `both ${other.id} and ${offer.id} would be the output ${offer.output}; rename one of their exports`);
    else offerValue(draft, offer, descriptions.get(offer));
    names.set(offer.output, offer);
  }
  return [...names.keys()].sort(byText);
}

/** The outputs that have an export. The export is removed, as its value could not change while it is imported. */
function exported(draft: Draft, known: Readonly<Record<string, string>>): OfferedOutput[] {
  return outputsOf(draft).filter(([, { Export }]) => Export !== undefined).flatMap(([id, output]) => {
    const path = ['Outputs', id, 'Export', 'Name'];
    const exportName = constantText(output.Export!.Name, known);
    delete output.Export;
    if (exportName === undefined) {
      report(draft, path, 'expected a name that is known before the deployment: text that refers to nothing but AWS::StackName and parameters');
      return [];
    }
    const name = outputOfExport(exportName, draft.solution, draft.module);
    if (name !== undefined) return [{ id, exportName, output: name }];
    report(draft, path, `found the export "${exportName}", expected a name that has 1 to 64 letters and digits after the module's name, the first one a letter`);
    return [];
  });
}

function unexported(draft: Draft, name: string, at: string): OfferedOutput | undefined {
  const outputs = outputsOf(draft).map(([id]) => id);
  if (outputs.includes(name) && OUTPUT_PATTERN.test(name)) return { id: name, output: name };
  draft.problems.push(outputs.includes(name)
    ? `${at}: Produces: found "${name}", expected an output with a name of at most 64 letters and digits, beginning with a letter`
    : `${at}: Produces: the template has no output that exports "${name}", and none with this logical id; it has ${outputs.join(', ') || 'no outputs'}`);
  return undefined;
}

function offerValue(draft: Draft, { id, output }: OfferedOutput, listedDescription: string | undefined) {
  const { Value, Description, Condition } = draft.template.Outputs![id];
  const { id: logicalId, name: Name, type: Type } = outputParameter(draft.solution, draft.module, output);
  const description = listedDescription ?? Description;
  addOwn(draft, 'Resources', logicalId, {
    Type: 'AWS::SSM::Parameter',
    ...Condition && { Condition },
    Properties: { Name, Type, Value, ...description && { Description: description } },
  });
}

const outputsOf = (draft: Draft): [string, DraftOutput][] => Object.entries(draft.template.Outputs ?? {});
