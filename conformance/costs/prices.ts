/** What AWS charges, in USD, in us-east-1, without free tiers. Other regions have other prices. */
export interface Price {
  readonly usd: number;
  readonly per: string;
  /** AWS's page that has the current price. */
  readonly page: string;
  /** Whether the amount was read in a copy of this page that has today's kinds of price; even so, AWS can have changed it since. */
  readonly confirmed: boolean;
  /** Where the amount comes from. */
  readonly source: string;
}

export const PRICES = {
  actionMinute: {
    usd: 0.002,
    per: 'minute of an action of a pipeline (V2), rounded up',
    page: 'https://aws.amazon.com/codepipeline/pricing/',
    confirmed: true,
    source: 'a copy of AWS\'s page of unknown date, read on 2026-12-01',
  },
  buildMinute: {
    usd: 0.01,
    per: 'minute of a build (general1.medium)',
    page: 'https://aws.amazon.com/codebuild/pricing/',
    confirmed: false,
    source: 'texts of others without a date',
  },
  keyHour: {
    usd: 1 / 730,
    per: 'hour of a key (1 a month)',
    page: 'https://aws.amazon.com/kms/pricing/',
    confirmed: false,
    source: 'AWS\'s page as it was in March 2019, and texts of others from 2026',
  },
  secretHour: {
    usd: 0.4 / 730,
    per: 'hour of a secret (0.40 a month)',
    page: 'https://aws.amazon.com/secrets-manager/pricing/',
    confirmed: false,
    source: 'texts of others without a date',
  },
  streamHour: {
    usd: 0.04,
    per: 'hour of a data stream (on demand)',
    page: 'https://aws.amazon.com/kinesis/data-streams/pricing/',
    confirmed: false,
    source: 'an assumption; AWS\'s page names a price per hour of a stream, the amount could not be read',
  },
  alarmHour: {
    usd: 0.1 / 730,
    per: 'hour of an alarm with one metric (0.10 a month)',
    page: 'https://aws.amazon.com/cloudwatch/pricing/',
    confirmed: false,
    source: 'a text of others without a date',
  },
  compositeAlarmHour: {
    usd: 0.5 / 730,
    per: 'hour of a composite alarm (0.50 a month)',
    page: 'https://aws.amazon.com/cloudwatch/pricing/',
    confirmed: false,
    source: 'a text of others without a date',
  },
} as const satisfies Record<string, Price>;

export type Priced = keyof typeof PRICES;
