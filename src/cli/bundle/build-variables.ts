import { GetCallerIdentityCommand, STSClient } from '@aws-sdk/client-sts';
import type { Environment } from './assets';
import { RETRY } from '../../aws/client';
import { ENVIRONMENT } from '../../model/environment';
import { attempt } from '../aws/attempt';
import { fail } from '../terminal/failure';

/** A variable that the build project sets. */
export function required(name: string): string {
  return process.env[name] || fail(`${name} is not set; the build projects of a solution set it, by hand it has to be exported first`);
}

export const ownSolution = () => required(ENVIRONMENT.solution);

/** The account and region that this runs in, asked for once at most. */
export function currentEnvironment(client = new STSClient(RETRY)): () => Promise<Environment> {
  let known: Promise<Environment> | undefined;
  return () => known ??= attempt('asking who calls', async () => {
    const { Account, Arn } = await client.send(new GetCallerIdentityCommand({}));
    return { account: Account!, partition: Arn!.split(':')[1], region: await client.config.region() };
  });
}
