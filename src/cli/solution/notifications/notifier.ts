import type { Notification, Place } from './messages';
import { corePath } from '../../../model/names';
import { readCoreValues } from '../../../registry/core-values';
import type { ParameterReader } from '../../../registry/parameter-store';
import { attempt } from '../../aws/attempt';
import type { Topics } from '../../aws/topics';
import { Failure } from '../../terminal/failure';

/** Tells the people who subscribed to the solution's topic. */
export interface Notifier {
  tell(make: (place: Place) => Notification): Promise<void>;
}

/** What cannot be told is a line in the log: no delivery fails for it. */
export async function notifier(solution: string, store: ParameterReader, topics: Topics, log: (line: string) => void): Promise<Notifier> {
  const path = corePath(solution, 'topic-arn');
  const { 'topic-arn': topicArn } = await attempt(`reading ${path}`, () => readCoreValues(store, solution, 'topic-arn'));
  return {
    async tell(make) {
      if (!topicArn) return log(`nobody is told: ${path}: no such parameter`);
      const [, , , region, account] = topicArn.split(':');
      const { subject, message } = make({ solution, region, account });
      await topics.publish(topicArn, subject, message).catch(error => {
        if (!(error instanceof Failure)) throw error;
        log(`nobody is told that ${subject}: ${error.message}`);
      });
    },
  };
}
