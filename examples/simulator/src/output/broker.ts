import { readFile } from 'node:fs/promises';
import * as path from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { createSecureContext } from 'node:tls';
import { IClientOptions } from 'mqtt';
import { Connection } from './connection';
import { Failure, Output } from './output';

export interface BrokerProps {
  /** `mqtts://HOST[:PORT]` or `mqtt://HOST[:PORT]`. */
  readonly url: string;
  readonly vins: readonly string[];
  /** Folder with the certificates and keys. */
  readonly credentials?: string;
  /**
   * How long a vehicle tries to connect, and to publish a message, in milliseconds.
   * @default 60 seconds
   */
  readonly timeout?: number;
  /** Receives messages about delays for the user, once of each kind. */
  readonly report?: (text: string) => void;
}

/** Publishes over MQTT with QoS 1. Each vehicle has its own connection, with its VIN as client id, and its own certificate. */
export async function brokerAt({ url, vins, credentials, timeout = 60_000, report = () => undefined }: BrokerProps): Promise<Output> {
  const certificates = await Promise.all(vins.map(async vin => [vin, await certificateOf(vin, credentials)] as const));
  const reportRefused = once((reason: string) => report(`cannot connect to ${url}: ${reason}; retrying for ${timeout / 1000} seconds`));
  const reportLost = once((vin: string) => report(`vehicle ${vin} lost its connection to ${url}; reconnecting`));
  const connections = new Map(certificates.map(([vin, certificate]) =>
    [vin, new Connection({ url, vin, certificate, onRefused: reportRefused, onLost: () => reportLost(vin) })]));
  const end = async () => { await Promise.all([...connections.values()].map(connection => connection.end())); };
  try {
    await Promise.all([...connections.values()].map(connection => connection.open(timeout)));
  } catch (error) {
    await end();
    throw error;
  }
  return {
    async publish(messages, stop) {
      const open = new Set(messages);
      const acknowledged = Promise.all(messages.map(async message => {
        await connections.get(message.payload.vin)!.publish(message);
        open.delete(message);
      }));
      await within(timeout, acknowledged, stop);
      const [first] = open;
      if (first && !stop?.aborted) throw connections.get(first.payload.vin)!.failure(first.topic);
      return messages.filter(message => !open.has(message));
    },
    end,
  };
}

async function certificateOf(vin: string, credentials?: string): Promise<IClientOptions> {
  if (credentials === undefined) return {};
  const read = (name: string) => readFile(path.join(credentials, name)).catch(({ message }) => {
    throw new Failure(`cannot read ${name}, which --credentials needs for vehicle ${vin}: ${message}`);
  });
  const certificate = { ca: await read('ca.pem'), cert: await read(`${vin}.pem`), key: await read(`${vin}.key`) };
  try {
    createSecureContext(certificate);
  } catch (error) {
    throw new Failure(`cannot use ca.pem, ${vin}.pem and ${vin}.key of --credentials for vehicle ${vin}: ${(error as Error).message}`);
  }
  return certificate;
}

/** Waits for work until the timeout, or until it is stopped. */
async function within(timeout: number, work: Promise<unknown>, stop?: AbortSignal): Promise<void> {
  const over = new AbortController();
  const abort = () => over.abort();
  stop?.addEventListener('abort', abort, { once: true });
  try {
    await Promise.race([work, sleep(timeout, undefined, { signal: over.signal }).catch(() => undefined)]);
  } finally {
    stop?.removeEventListener('abort', abort);
    over.abort();
  }
}

function once<T>(report: (about: T) => void): (about: T) => void {
  let reported = false;
  return about => {
    if (!reported) report(about);
    reported = true;
  };
}
