import type { Notification, Place } from './messages';
import { corePath } from '../../../model/names';
import { readCoreValues } from '../../../registry/core-values';
import type { ParameterReader } from '../../../registry/parameter-store';
import { attempt } from '../../aws/attempt';
import type { Topics } from '../../aws/topics';
import { Failure } from '../../terminal/failure';

/** Publishes notifications to the solution's topic. */
export interface Notifier {
  notify(make: (place: Place) => Notification): Promise<void>;
}

/** A notification that cannot be published is logged: no delivery fails because of it. */
export async function notifier(solution: string, store: ParameterReader, topics: Topics, log: (line: string) => void): Promise<Notifier> {
  const path = corePath(solution, 'topic-arn');
  const { 'topic-arn': topicArn } = await attempt(`reading ${path}`, () => readCoreValues(store, solution, 'topic-arn'));
  return {
    async notify(make) {
      if (!topicArn) return log(`not notified: ${path}: no such parameter`);
      const [, , , region, account] = topicArn.split(':');
      const { subject, message } = make({ solution, region, account });
      await topics.publish(topicArn, subject, message).catch(error => {
        if (!(error instanceof Failure)) throw error;
        log(`not notified: ${subject}: ${error.message}`);
      });
    },
  };
}
