import { mayOutlive } from './holds-data';
import { type TemplateReader, UNREADABLE } from './template-reader';

const POLICIES = ['DeletionPolicy', 'UpdateReplacePolicy'] as const;

/**
 * The policies with which a resource would outlive the removal of its module, or its replacement, and act on: anything but `Delete`, on what
 * does not hold data.
 */
export const retainingPolicies = (resource: any, { read }: TemplateReader): string[] => mayOutlive(resource.Type) ? [] : POLICIES.flatMap(policy => {
  const value = read(resource[policy]);
  return value === undefined || value === 'Delete' ? [] : [`${policy} ${value === UNREADABLE ? 'that is known only when it is deployed' : String(value)}`];
});
