import type { AwsAccount } from './account';

/** A call that IAM refused. */
export interface Refusal {
  readonly role: string;
  readonly call: string;
  readonly code: string;
  readonly message: string;
}

/** The members of CloudTrail's record of an event: https://docs.aws.amazon.com/awscloudtrail/latest/userguide/cloudtrail-event-reference-record-contents.html. */
interface TrailEvent {
  readonly eventSource: string;
  readonly eventName: string;
  readonly errorCode?: string;
  readonly errorMessage?: string;
  readonly userIdentity?: { readonly arn?: string; readonly sessionContext?: { readonly sessionIssuer?: { readonly userName?: string } } };
}

const REFUSED = /AccessDenied|Unauthorized|AuthorizationError|NotAuthorized/;

/** The refusal that an event reports, if it is one of a role of the solution. */
export function refusalIn(event: TrailEvent, solution: string): Refusal | undefined {
  const role = event.userIdentity?.sessionContext?.sessionIssuer?.userName ?? event.userIdentity?.arn?.split('/')[1] ?? '';
  if (!event.errorCode || !REFUSED.test(event.errorCode) || !role.startsWith(`${solution}-`)) return undefined;
  return { role, call: `${event.eventSource.split('.')[0]}:${event.eventName}`, code: event.errorCode, message: event.errorMessage ?? '' };
}

/** CloudTrail allows two calls a second. */
const PAUSE = 600;

/** All refusals of the roles of a solution since a time. An emulated account answers the same call with what it refused itself. */
export async function refusalsOf(account: AwsAccount, solution: string, since: Date): Promise<Refusal[]> {
  const found: Refusal[] = [];
  for (let NextToken: string | undefined; ;) {
    const page = await lookupEvents(account, { StartTime: since.getTime() / 1000, MaxResults: 50, ...NextToken === undefined ? {} : { NextToken } });
    for (const { CloudTrailEvent } of page.Events ?? []) {
      const refusal = CloudTrailEvent && refusalIn(JSON.parse(CloudTrailEvent), solution);
      if (refusal) found.push(refusal);
    }
    NextToken = page.NextToken;
    if (!NextToken) return found.reverse();
    if (account.endpoint === undefined) await new Promise(resolve => setTimeout(resolve, PAUSE));
  }
}

interface Page {
  readonly Events?: readonly { readonly CloudTrailEvent?: string }[];
  readonly NextToken?: string;
}

/** One call does not need a client of its own: that of STS has credentials, and signs for any service. */
async function lookupEvents({ sts, region, endpoint }: AwsAccount, input: object): Promise<Page> {
  const url = new URL(endpoint ?? `https://cloudtrail.${region}.${region.startsWith('cn-') ? 'amazonaws.com.cn' : 'amazonaws.com'}`);
  const headers = {
    'host': url.host,
    'content-type': 'application/x-amz-json-1.1',
    'x-amz-target': 'com.amazonaws.cloudtrail.v20131101.CloudTrail_20131101.LookupEvents',
  };
  const body = JSON.stringify(input);
  const signer = await sts.config.signer({ name: 'sigv4', signingName: 'cloudtrail', signingRegion: region, properties: {} } as never);
  const signed = await signer.sign({ method: 'POST', protocol: url.protocol, hostname: url.hostname, path: '/', headers, body, query: {} } as never, { signingService: 'cloudtrail', signingRegion: region } as never);
  const answer = await fetch(url, { method: 'POST', headers: withoutHost((signed as { headers: Record<string, string> }).headers), body });
  if (!answer.ok) throw new Error(`cloudtrail:LookupEvents answered ${answer.status}: ${await answer.text()}`);
  return await answer.json() as Page;
}

/** `fetch` sets this header itself. */
const withoutHost = ({ host: _, ...headers }: Record<string, string>) => headers;
