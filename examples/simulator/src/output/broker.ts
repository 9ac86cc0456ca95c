import { readFile } from 'node:fs/promises';
import * as path from 'node:path';
import { IClientOptions, MqttClient, connect } from 'mqtt';
import { Failure, Output } from './output';

export interface BrokerProps {
  /** `mqtts://HOST[:PORT]` or `mqtt://HOST[:PORT]`. */
  readonly url: string;
  readonly vins: readonly string[];
  /** Folder of certificates and keys. */
  readonly credentials?: string;
  /**
   * For how long a vehicle tries to connect, in milliseconds. A certificate that is new to AWS IoT is refused until it is registered.
   * @default 60 seconds
   */
  readonly patience?: number;
}

/** Publishes over MQTT with QoS 1. Each vehicle has a connection of its own, as client of its VIN, with its own certificate. */
export async function brokerAt({ url, vins, credentials, patience = 60_000 }: BrokerProps): Promise<Output> {
  const certificates = new Map(await Promise.all(vins.map(async vin => [vin, await certificateOf(vin, credentials)] as const)));
  const settings = { reconnectPeriod: 1000, connectTimeout: 10_000 };
  const clients = new Map(vins.map(vin => [vin, connect(url, { clientId: vin, ...settings, ...certificates.get(vin) })]));
  const end = async () => { await Promise.all([...clients.values()].map(client => client.endAsync(true))); };
  try {
    await Promise.all([...clients].map(([vin, client]) => connected(vin, client, url, patience)));
  } catch (error) {
    await end();
    throw error;
  }
  return {
    async publish(messages) {
      await Promise.all(messages.map(({ topic, payload }) => clients.get(payload.vin)!.publishAsync(topic, JSON.stringify(payload), { qos: 1 })));
    },
    end,
  };
}

async function certificateOf(vin: string, credentials?: string): Promise<IClientOptions> {
  if (credentials === undefined) return {};
  const read = (name: string) => readFile(path.join(credentials, name)).catch(({ message }) => {
    throw new Failure(`cannot read ${name}, which --credentials needs for vehicle ${vin}: ${message}`);
  });
  return { ca: await read('ca.pem'), cert: await read(`${vin}.pem`), key: await read(`${vin}.key`) };
}

function connected(vin: string, client: MqttClient, url: string, patience: number): Promise<void> {
  return new Promise((resolve, reject) => {
    let reason = 'the broker closed the connection, as it does for a certificate that it does not know or that is not active';
    const timer = setTimeout(() => reject(new Failure(`vehicle ${vin} cannot connect to ${url}: ${reason}`)), patience);
    client.once('end', () => clearTimeout(timer));
    client.on('error', error => { reason = error.message || (error as NodeJS.ErrnoException).code || String(error); });
    client.once('connect', () => {
      clearTimeout(timer);
      resolve();
    });
  });
}
