import { GetCallerIdentityCommand, STSClient } from '@aws-sdk/client-sts';
import { attempt } from './attempt';
import { RETRY } from '../../aws/client';

/** The account and region that a command works in. */
export interface AwsEnvironment {
  readonly account: string;
  readonly region: string;
  readonly partition: string;
}

/** Reads it when it is first needed, and only once. */
export function currentEnvironment(client = new STSClient(RETRY)): () => Promise<AwsEnvironment> {
  let known: Promise<AwsEnvironment> | undefined;
  return () => known ??= attempt('reading the identity of the caller', async () => {
    const { Account, Arn } = await client.send(new GetCallerIdentityCommand({}));
    return { account: Account!, partition: Arn!.split(':')[1], region: await client.config.region() };
  });
}
