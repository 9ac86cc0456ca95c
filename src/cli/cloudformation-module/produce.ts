import { addOwn, type Draft, type DraftOutput, report } from './draft';
import { outputOfExport } from './export-names';
import { constantText } from './expressions';
import type { Produced } from './module-file';
import { byText } from '../../model/json';
import { outputParameter } from '../../model/module-parts';
import { OUTPUT_PATTERN } from '../../model/names';

interface Offer {
  /** Logical id in the template. */
  readonly id: string;
  readonly exportName?: string;
  /** The name that consumers know it by. */
  readonly output: string;
}

/** Offers a template's exported outputs, and those that `module.yaml` lists, as parameters; gives their names, sorted. */
export function produce(draft: Draft, listed: readonly Produced[], known: Readonly<Record<string, string>>): string[] {
  const offers = exported(draft, known);
  const descriptions = new Map<Offer, string | undefined>();
  for (const { name, description, at } of listed) {
    const offer = offers.find(({ exportName, output }) => exportName === name || output === outputOfExport(name, draft.solution, draft.module))
      ?? offers.find(({ id }) => id === name) ?? unexported(draft, name, at);
    if (!offer) continue;
    if (!offers.includes(offer)) offers.push(offer);
    descriptions.set(offer, description);
  }
  const names = new Map<string, Offer>();
  for (const offer of offers) {
    const other = names.get(offer.output);
    if (other) report(draft, ['Outputs', offer.id], `both ${other.id} and ${offer.id} would be the output ${offer.output}; name one of their exports otherwise`);
    else offerValue(draft, offer, descriptions.get(offer));
    names.set(offer.output, offer);
  }
  return [...names.keys()].sort(byText);
}

/** The outputs that have an export, which they lose: what is exported cannot be changed while it is imported. */
function exported(draft: Draft, known: Readonly<Record<string, string>>): Offer[] {
  return outputsOf(draft).filter(([, { Export }]) => Export !== undefined).flatMap(([id, output]) => {
    const path = ['Outputs', id, 'Export', 'Name'];
    const exportName = constantText(output.Export!.Name, known);
    delete output.Export;
    if (exportName === undefined) {
      report(draft, path, 'expected a name that is known before the deployment: a text, with AWS::StackName and parameters at most');
      return [];
    }
    const name = outputOfExport(exportName, draft.solution, draft.module);
    if (name !== undefined) return [{ id, exportName, output: name }];
    report(draft, path, `found the export "${exportName}", expected a name of which letters and digits remain (64 at most, beginning with a letter) without the module's name`);
    return [];
  });
}

function unexported(draft: Draft, name: string, at: string): Offer | undefined {
  const outputs = outputsOf(draft).map(([id]) => id);
  if (outputs.includes(name) && OUTPUT_PATTERN.test(name)) return { id: name, output: name };
  draft.problems.push(outputs.includes(name)
    ? `${at}: Produces: found "${name}", expected an output with a name of at most 64 letters and digits, beginning with a letter`
    : `${at}: Produces: the template has no output that exports "${name}", and none with this logical id; it has ${outputs.join(', ') || 'no outputs'}`);
  return undefined;
}

function offerValue(draft: Draft, { id, output }: Offer, listedDescription: string | undefined) {
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
