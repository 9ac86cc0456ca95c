import { pipelineLink } from '../../../model/console';
import type { HeldBack } from '../../../model/directory';
import { deliveryStackName, moduleStackName, pipelineName } from '../../../model/names';
import { describeResource, type StackResource } from '../../../model/stack-resource';

/** What people are told, in the forms that a topic takes. */
export interface Notification {
  readonly subject: string;
  readonly message: string;
}

/** Where something happened. */
export interface Place {
  readonly solution: string;
  readonly account: string;
  readonly region: string;
}

/** Longest subject that SNS takes. */
const SUBJECT_LIMIT = 100;

/** An entry, or a removal, that is not followed, and why. `of`: what the pipeline is of that found it. */
export const heldBackNotification = (place: Place, of: 'core' | 'modules', { module, reason }: HeldBack): Notification => notification(
  `${place.solution}: ${module} is held back`,
  `The module ${module} of ${where(place)} is held back: ${reason}.`,
  'What is installed of it stays as it is, and everything else goes on. This is told once, until the reason is another one.',
  `To see all that is held back: cv-insync status --solution ${place.solution}`,
  link(place, of),
);

/** A module that is gone. Without `kept` it is not known: its resources had gone in an earlier run. */
export const removalNotification = (place: Place, module: string, kept?: readonly StackResource[]): Notification => notification(
  `${place.solution}: ${module} is removed`,
  `The module ${module} of ${where(place)} is removed: its stacks ${moduleStackName(place.solution, module)} and ${deliveryStackName(place.solution, module)} are deleted.`,
  ...keptLines(kept),
  link(place, 'modules'),
);

function keptLines(kept?: readonly StackResource[]): string[] {
  if (!kept) return ['Its resources had been deleted before; the log of that run names what was kept.'];
  return kept.length ? ['Kept, because its author says so:', ...kept.map(resource => `- ${describeResource(resource)}`)] : ['Nothing of it was kept.'];
}

const where = ({ solution, account, region }: Place) => `the solution ${solution} (account ${account}, ${region})`;

const link = ({ solution, region }: Place, of: string) => `Pipeline: ${pipelineLink(region, pipelineName(solution, of))}`;

const notification = (subject: string, ...message: string[]): Notification => ({ subject: subject.slice(0, SUBJECT_LIMIT), message: message.join('\n') });
