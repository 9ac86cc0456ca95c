import { PublishCommand, SNSClient } from '@aws-sdk/client-sns';
import { attempt } from './attempt';
import { RETRY } from '../../aws/client';

/** Publishes to topics. */
export interface Topics {
  publish(topicArn: string, subject: string, message: string): Promise<void>;
}

export function topics(client = new SNSClient(RETRY)): Topics {
  return {
    publish: (TopicArn, Subject, Message) => attempt(`publishing to ${TopicArn}`, async () => {
      await client.send(new PublishCommand({ TopicArn, Subject, Message }));
    }),
  };
}
