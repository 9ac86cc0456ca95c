import { PublishCommand, SNSClient } from '@aws-sdk/client-sns';
import { attempt } from './attempt';
import { RETRY } from '../../aws/client';

/** Topics, as far as people are told something through them. */
export interface Topics {
  publish(topicArn: string, subject: string, message: string): Promise<void>;
}

export function topics(client = new SNSClient(RETRY)): Topics {
  return {
    publish: (TopicArn, Subject, Message) => attempt(`telling the subscribers of ${TopicArn}`, async () => {
      await client.send(new PublishCommand({ TopicArn, Subject, Message }));
    }),
  };
}
