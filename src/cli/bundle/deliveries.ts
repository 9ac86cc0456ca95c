import { digestOf } from '../../model/digest';
import type { Entry } from '../../model/entry';
import { deliveryStackName, TAGS } from '../../model/names';
import { mustBeDeleted, failedRollback, succeeded } from '../../model/stack-status';
import { deliveryKind, type DeliveryKind, deliveryParameters, type DeliverySettings } from '../../pipelines/delivery/parameters';
import { continueRollback, deleteAndWait, reasons, settle } from '../aws/settle';
import type { DeployedStack, Stacks } from '../aws/stacks';

/** The input of a delivery stack. Deliveries with equal digests are equal. */
export interface Delivery {
  readonly module: string;
  readonly stack: string;
  readonly template: string;
  readonly parameters: Readonly<Record<string, string>>;
  readonly tags: Readonly<Record<string, string>>;
  readonly digest: string;
}

export type DeliveryTemplates = Readonly<Record<DeliveryKind, string>>;

export function deliveryOf(solution: string, entry: Entry, templates: DeliveryTemplates, settings: DeliverySettings = {}): Delivery {
  const template = templates[deliveryKind(entry.source)];
  const parameters = deliveryParameters(solution, entry, settings);
  const digest = digestOf({ template, parameters });
  return {
    module: entry.name,
    stack: deliveryStackName(solution, entry.name),
    template,
    parameters,
    tags: { ...settings.tags, [TAGS.solution]: solution, [TAGS.module]: entry.name, [TAGS.digest]: digest },
    digest,
  };
}

/** Whether the deployed delivery is up to date. */
export const isInPlace = ({ digest }: Delivery, stack?: DeployedStack) =>
  stack !== undefined && succeeded(stack.status) && stack.tags[TAGS.digest] === digest;

/** Creates or updates a delivery stack, and waits for it. Returns the problem if it fails. */
export async function deliver(delivery: Delivery, stacks: Stacks, roleArn: string): Promise<{ changed: boolean; problem?: string }> {
  const { stack: name, template, parameters, tags } = delivery;
  const input = { name, template, parameters, tags, roleArn };
  let found = await settle(stacks, name);
  if (found && isInPlace(delivery, found)) return { changed: false };
  if (found && mustBeDeleted(found.status)) {
    const problem = await deleteAndWait(stacks, name, roleArn);
    if (problem) return { changed: false, problem };
    found = undefined;
  }
  if (found && failedRollback(found.status)) {
    const problem = await continueRollback(stacks, name, roleArn);
    if (problem) return { changed: false, problem };
  }
  if (!found) await stacks.create(input);
  else if (!await stacks.update(input)) return { changed: false };

  const after = await settle(stacks, name);
  if (after && succeeded(after.status)) return { changed: true };
  return { changed: false, problem: after ? `the stack ${name} ended ${after.status}: ${await reasons(stacks, after)}` : `the stack ${name} was deleted while it was being created` };
}
