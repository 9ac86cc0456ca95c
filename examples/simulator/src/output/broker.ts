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
  /** Folder of certificates and keys. */
  readonly credentials?: string;
  /**
   * For how long a vehicle tries to connect, and to publish a message, in milliseconds.
   * @default 60 seconds
   */
  readonly patience?: number;
  /** Is told what a person who waits wants to know, once of a kind. */
  readonly say?: (text: string) => void;
}

/** Publishes over MQTT with QoS 1. Each vehicle has a connection of its own, as client of its VIN, with its own certificate. */
export async function brokerAt({ url, vins, credentials, patience = 60_000, say = () => undefined }: BrokerProps): Promise<Output> {
  const certificates = await Promise.all(vins.map(async vin => [vin, await certificateOf(vin, credentials)] as const));
  const tellRefused = once((reason: string) => say(`cannot connect to ${url}: ${reason}; trying for ${patience / 1000} seconds`));
  const tellLost = once((vin: string) => say(`vehicle ${vin} lost its connection to ${url}; connecting again`));
  const connections = new Map(certificates.map(([vin, certificate]) =>
    [vin, new Connection({ url, vin, certificate, onRefused: tellRefused, onLost: () => tellLost(vin) })]));
  const end = async () => { await Promise.all([...connections.values()].map(connection => connection.end())); };
  try {
    await Promise.all([...connections.values()].map(connection => connection.open(patience)));
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
      await within(patience, acknowledged, stop);
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

/** Waits for work, but for no longer than `patience`, and not when stopped. */
async function within(patience: number, work: Promise<unknown>, stop?: AbortSignal): Promise<void> {
  const over = new AbortController();
  const abort = () => over.abort();
  stop?.addEventListener('abort', abort, { once: true });
  try {
    await Promise.race([work, sleep(patience, undefined, { signal: over.signal }).catch(() => undefined)]);
  } finally {
    stop?.removeEventListener('abort', abort);
    over.abort();
  }
}

function once<T>(tell: (about: T) => void): (about: T) => void {
  let told = false;
  return about => {
    if (!told) tell(about);
    told = true;
  };
}
