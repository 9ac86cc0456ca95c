import type { CoreConnection } from '../../model/connection';
import { REPOSITORY_KINDS } from '../../model/entry';
import { type CoreValue, NO_CONNECTION } from '../../model/names';

/** Values of the core that tell what is known of its connection. */
export const CONNECTION_VALUES = ['connection-arn', 'key-arn'] as const satisfies readonly CoreValue[];

/** The core's connection, from the values that the core publishes and the host of its repository, as far as that is known. */
export const coreConnection = (values: Partial<Record<CoreValue, string>>, host?: string): CoreConnection => ({
  host: values['connection-arn'] === NO_CONNECTION ? NO_CONNECTION : REPOSITORY_KINDS.find(kind => kind === host),
  account: values['key-arn']?.split(':')[4],
});
