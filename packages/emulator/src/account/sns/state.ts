import { AwsError } from '../aws-error';
import type { Tags } from '../tags';

export interface Topic {
  readonly arn: string;
  readonly attributes: Record<string, string>;
  readonly tags: Tags;
  /** Published messages, oldest first. */
  readonly messages: { readonly id: string; readonly subject?: string; readonly message: string; readonly time: Date }[];
}

export interface Subscription {
  readonly arn: string;
  readonly topic: string;
  readonly protocol: string;
  readonly endpoint: string;
  readonly attributes: Record<string, string>;
}

export interface SnsState {
  /** By ARN, as subscriptions are. */
  readonly topics: Record<string, Topic>;
  readonly subscriptions: Record<string, Subscription>;
}

export function topicIn({ topics }: SnsState, arn: string): Topic {
  if (Object.hasOwn(topics, arn)) return topics[arn];
  throw new AwsError('NotFoundException', 'Topic does not exist', 404);
}
