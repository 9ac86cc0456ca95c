/** What AWS charges, in USD, in us-east-1, without free tiers. Other regions cost up to half as much again. */
export interface Price {
  readonly usd: number;
  readonly per: string;
  /** The page that says so. */
  readonly page: string;
}

/** When the pages were read. */
export const READ_ON = '2026-12-01';

export const PRICES = {
  actionMinute: { usd: 0.002, per: 'minute of an action of a pipeline (V2), rounded up', page: 'https://aws.amazon.com/codepipeline/pricing/' },
  buildMinute: { usd: 0.01, per: 'minute of a build (general1.medium)', page: 'https://aws.amazon.com/codebuild/pricing/' },
  keyHour: { usd: 1 / 730, per: 'hour of a key (1 a month)', page: 'https://aws.amazon.com/kms/pricing/' },
  secretHour: { usd: 0.4 / 730, per: 'hour of a secret (0.40 a month)', page: 'https://aws.amazon.com/secrets-manager/pricing/' },
  streamHour: { usd: 0.04, per: 'hour of a data stream (on demand)', page: 'https://aws.amazon.com/kinesis/data-streams/pricing/' },
  alarmHour: { usd: 0.1 / 730, per: 'hour of an alarm (0.10 a month)', page: 'https://aws.amazon.com/cloudwatch/pricing/' },
} as const satisfies Record<string, Price>;

export type Priced = keyof typeof PRICES;
