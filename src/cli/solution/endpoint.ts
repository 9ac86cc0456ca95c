import { usageError } from '../terminal/failure';

/** AWS clients that are created from now on use an emulated account, with the access key that its endpoint carries or that the environment has. */
export function useEndpoint(text: string, profile = process.env.AWS_PROFILE): void {
  const { env } = process;
  const url = URL.canParse(text) ? new URL(text) : undefined;
  if (!url || !/^https?:$/.test(url.protocol)) return usageError(`--endpoint: found "${text}", expected the URL of an emulated account, such as http://KEY@127.0.0.1:4566`);
  const key = decodeURIComponent(url.username);
  url.username = url.password = '';
  env.AWS_ENDPOINT_URL = url.href.replace(/\/$/, '');
  env.AWS_REGION ??= 'us-east-1';
  if (key) Object.assign(env, { AWS_ACCESS_KEY_ID: key, AWS_SECRET_ACCESS_KEY: 'any' });
  else if (!env.AWS_ACCESS_KEY_ID && !profile) usageError(`--endpoint: ${text} carries no access key, expected the one that the account printed when it started: ${url.protocol}//KEY@${url.host}`);
  for (const name of key ? ['AWS_SESSION_TOKEN', 'AWS_PROFILE'] : []) delete env[name];
}
