import { GetParameterHistoryCommand, SSMClient } from '@aws-sdk/client-ssm';
import { eachAtMost } from '../../aws/at-most';
import { ignore, RETRY } from '../../aws/client';
import { entryPath } from '../../model/names';
import { quoteLine } from '../../model/printable';
import { attempt } from '../aws/attempt';

/** Who registered a module, and when. */
export interface Registered {
  /** The ARN of the person or role. */
  readonly by: string;
  /** ISO 8601. */
  readonly since: string;
}

const AT_ONCE = 8;
const LONGEST_ARN = 200;

/** Reads from the history of their entries who registered modules. Without the permission to read it, nobody is named. */
export async function readRegistrations(
  solution: string, modules: readonly string[], client = new SSMClient(RETRY),
): Promise<ReadonlyMap<string, Registered>> {
  const found = new Map<string, Registered>();
  await eachAtMost(AT_ONCE, modules, async module => {
    const Name = entryPath(solution, 'self', module);
    const history = await attempt(`reading the history of ${Name}`, () =>
      client.send(new GetParameterHistoryCommand({ Name, MaxResults: 1 })).catch(ignore(/^(AccessDenied|ParameterNotFound)/)));
    const [first] = history?.Parameters ?? [];
    const { LastModifiedUser: by, LastModifiedDate: since } = first ?? {};
    if (by && since) found.set(module, { by: quoteLine(by, LONGEST_ARN), since: since.toISOString() });
  });
  return found;
}
