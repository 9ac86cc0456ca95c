import type { AwsAccount } from './aws/account';
import type { Estimate } from './costs/estimate';
import { type Price, PRICES } from './costs/prices';
import type { ResourceCounts } from './costs/resources';

export interface Announced {
  readonly account: Pick<AwsAccount, 'id' | 'region' | 'endpoint'>;
  readonly solution: string;
  /** Names of the checks that are run. */
  readonly checks: number;
  readonly leftOut: readonly string[];
  readonly rounds: number;
  readonly resources: ResourceCounts;
  readonly estimate: Estimate;
}

const usd = (amount: number) => amount < 0.005 ? 'less than 0.01 USD' : `${amount.toFixed(2)} USD`;

const priceText = ({ usd: amount, per, page, confirmed, source }: Price) =>
  `${confirmed ? '' : 'about, not confirmed: '}${Number(amount.toPrecision(2))} USD per ${per}; from ${source}: ${page}`;

/** What a run will create and cost. */
export function announcement({ account, solution, checks, leftOut, rounds, resources, estimate }: Announced): string {
  const total = Object.values(resources).reduce((sum, count) => sum + count, 0);
  return [
    `${checks} checks in the account ${account.id}, ${account.region}${account.endpoint === undefined ? '' : ` (emulated, ${account.endpoint})`}`,
    `the solution ${solution} is set up ${rounds === 1 ? 'once' : `${rounds} times`}; every name begins with ${solution}- or /${solution}/ or conformance-${solution}-`,
    `about ${total} resources at a time, deleted at the end (a deleted key stays for 7 days, without cost):`,
    ...Object.entries(resources).map(([type, count]) => `  ${String(count).padStart(4)}  ${type}`),
    `takes about ${estimate.hours < 1 ? `${Math.ceil(estimate.hours * 60)} minutes` : `${estimate.hours.toFixed(1)} hours`}, and costs about ${usd(estimate.usd)}`,
    'the estimate is approximate: it assumes how long actions and builds take, and has prices of us-east-1 without free tiers; check the prices of the region on AWS\'s price pages:',
    ...estimate.items.map(({ what, amount, usd: cost }) => `  ${usd(cost).padStart(18)}  ${Math.ceil(amount)} x ${priceText(PRICES[what])}`),
    '  not in the estimate: requests to other services, logs, stored data, and what a retry or a failure adds',
    ...leftOut.map(each => `left out: ${each}`),
  ].join('\n');
}
