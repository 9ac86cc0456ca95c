import { lookup } from 'dns/promises';
import { existsSync, readFileSync } from 'fs';
import { connect } from 'net';
import { homedir } from 'os';
import { join } from 'path';
import { fail, usageError } from './failure';

export interface Access {
  readonly profile?: string;
  readonly region?: string;
  readonly endpoint?: string;
}

/** Shorter than what people wait for, and longer than any connection takes. */
const PATIENCE = 3000;

/** Fails soon if the profile does not exist, or the account cannot be reached: AWS's clients would try for a long time. */
export async function checkAccess({ profile, region, endpoint }: Access): Promise<void> {
  const { env } = process;
  checkProfile(profile ?? (endpoint ? undefined : env.AWS_PROFILE), profile ? '--profile' : 'AWS_PROFILE');
  const url = endpoint ?? env.AWS_ENDPOINT_URL;
  if (url) return URL.canParse(url) ? reach(new URL(url), endpoint ? '--endpoint' : 'AWS_ENDPOINT_URL') : undefined;
  const chosen = region ?? env.AWS_REGION ?? env.AWS_DEFAULT_REGION;
  // Behind a proxy, the proxy finds the host.
  if (chosen && !Object.keys(env).some(name => /^(https?|all)_proxy$/i.test(name) || name.startsWith('AWS_ENDPOINT_URL'))) await find(chosen, region ? '--region' : 'AWS_REGION');
}

/** https://docs.aws.amazon.com/sdkref/latest/guide/file-format.html */
function checkProfile(name: string | undefined, from: string) {
  if (!name) return;
  const files = [process.env.AWS_CONFIG_FILE ?? join(homedir(), '.aws', 'config'), process.env.AWS_SHARED_CREDENTIALS_FILE ?? join(homedir(), '.aws', 'credentials')];
  const texts = files.map(file => existsSync(file) ? readFileSync(file, 'utf8') : '');
  const known = [...new Set(texts.flatMap(text => [...text.matchAll(/^\s*\[\s*(?:profile\s+)?["']?([^\]"']+?)["']?\s*\]/gm)].map(match => match[1])))]
    .filter(each => !/^(sso-session|services)\s/.test(each));
  if (!known.includes(name)) usageError(`${from}: found "${name}", expected a profile of ${files.join(' or ')}: ${known.sort().join(', ') || 'there are none'}`);
}

function reach({ protocol, hostname, port, host }: URL, from: string): Promise<void> {
  return new Promise((resolve, reject) => {
    const socket = connect({ host: hostname.replace(/^\[|\]$/g, ''), port: Number(port || (protocol === 'http:' ? 80 : 443)), timeout: PATIENCE });
    const end = (reason?: string) => {
      socket.destroy();
      if (reason === undefined) return resolve();
      try {
        fail(`${from}: ${host} cannot be reached (${reason}); start the emulated account first, correct the address, or remove the setting`);
      } catch (error) {
        reject(error);
      }
    };
    socket.once('connect', () => end()).once('timeout', () => end(`no answer within ${PATIENCE / 1000} s`)).once('error', (error: NodeJS.ErrnoException) => end(error.code ?? error.message));
  });
}

async function find(region: string, from: string): Promise<void> {
  const host = `ssm.${region}.amazonaws.com${region.startsWith('cn-') ? '.cn' : ''}`;
  let timer: NodeJS.Timeout | undefined;
  const late = new Promise<string>(resolve => {
    timer = setTimeout(() => resolve(`no answer within ${PATIENCE / 1000} s`), PATIENCE);
  });
  const reason = await Promise.race([late, lookup(host).then(() => undefined, (error: NodeJS.ErrnoException) => error.code ?? error.message)]);
  clearTimeout(timer);
  if (reason !== undefined) fail(`${from}: found "${region}", whose endpoint ${host} cannot be found (${reason}); correct the region, or check the network`);
}
