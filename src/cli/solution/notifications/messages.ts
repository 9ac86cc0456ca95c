import { pipelineLink } from '../../../model/console';
import type { HeldBack } from '../../../model/directory';
import { deliveryStackName, moduleStackName, pipelineName } from '../../../model/names';
import { quoteLine } from '../../../model/printable';
import { describeResource, type StackResource } from '../../../model/stack-resource';

/** A notification, in the parts that a topic publishes. */
export interface Notification {
  readonly subject: string;
  readonly message: string;
}

/** The solution that a notification is about. */
export interface Place {
  readonly solution: string;
  readonly account: string;
  readonly region: string;
}

/** Longest subject that SNS accepts. */
const SUBJECT_LIMIT = 100;

/** Characters of a reason, which contains what an entry or a contract says. */
const REASON_LIMIT = 1000;

/** An entry or a removal is held back. `of` names the pipeline that found it. */
export const heldBackNotification = (place: Place, of: 'core' | 'modules', { module, reason }: HeldBack): Notification => notification(
  `${place.solution}: ${module} is held back`,
  `The module ${module} of ${where(place)} is held back: ${quoteLine(reason, REASON_LIMIT)}.`,
  'If it is installed, it stays as it is. Other modules are not affected. This is notified once, and again when the reason changes.',
  `To list everything that is held back: cv-insync status --solution ${place.solution}`,
  link(place, of),
);

/** A module is removed. `kept` is undefined if an earlier run deleted its stack. */
export const removalNotification = (place: Place, module: string, kept?: readonly StackResource[]): Notification => notification(
  `${place.solution}: ${module} is removed`,
  `The module ${module} of ${where(place)} is removed: its stacks ${moduleStackName(place.solution, module)} and ${deliveryStackName(place.solution, module)} are deleted.`,
  ...keptLines(kept),
  link(place, 'modules'),
);

function keptLines(kept?: readonly StackResource[]): string[] {
  if (!kept) return ['Its resources were deleted by an earlier run, whose log lists what was kept.'];
  return kept.length ? ['Kept, because their deletion policy retains them:', ...kept.map(resource => `- ${quoteLine(describeResource(resource), REASON_LIMIT)}`)] : ['Nothing of it was kept.'];
}

const where = ({ solution, account, region }: Place) => `the solution ${solution} (account ${account}, ${region})`;

const link = ({ solution, region }: Place, of: string) => `Pipeline: ${pipelineLink(region, pipelineName(solution, of))}`;

const notification = (subject: string, ...message: string[]): Notification => ({ subject: subject.slice(0, SUBJECT_LIMIT), message: message.join('\n') });
