import { TLSSocket } from 'node:tls';
import { IClientOptions, MqttClient, connect } from 'mqtt';
import { Message } from '../payloads';
import { Failure } from './output';

export interface ConnectionProps {
  readonly url: string;
  readonly vin: string;
  readonly certificate: IClientOptions;
  /** An attempt to connect for the first time failed; there will be another. */
  readonly onRefused: (reason: string) => void;
  /** A connection that was there is no more; it is made again. */
  readonly onLost: () => void;
}

interface Loss {
  /** Whether the broker had accepted the connection. */
  readonly accepted: boolean;
  readonly reason: string;
  /** What to do where trying again changes nothing. */
  readonly advice?: string;
}

const CLOSED = 'the broker closed the connection, as it does for a certificate that it does not know or that is not active';

/** The connection of a vehicle, as client of its VIN; made again whenever it is lost. */
export class Connection {
  private readonly client: MqttClient;
  private opened = false;
  /** Whether the broker accepted what is now, or was last, connected. */
  private accepted = false;
  /** What became of the last connection, if nothing was acknowledged since. */
  private lost?: Loss;

  constructor(private readonly props: ConnectionProps) {
    this.client = connect(props.url, { clientId: props.vin, reconnectPeriod: 1000, connectTimeout: 10_000, ...props.certificate });
    let cause: Omit<Loss, 'accepted'> = { reason: CLOSED };
    this.client.on('error', error => { cause = { reason: reasonOf(error), advice: adviceOn(error, this.client.stream as Partial<TLSSocket>) }; });
    // mqtt.js has `connect` follow only when what was left to publish is acknowledged.
    this.client.on('packetreceive', packet => { if (packet.cmd === 'connack' && packet.returnCode === 0) this.accepted = true; });
    this.client.on('close', () => {
      this.lost = { accepted: this.accepted, ...cause };
      this.accepted = false;
      cause = { reason: CLOSED };
      if (this.opened && !this.client.disconnecting) props.onLost();
    });
  }

  /** Waits for the broker to accept the connection. A certificate that is new to AWS IoT is refused until it is registered. */
  open(patience: number): Promise<void> {
    const { vin, url, onRefused } = this.props;
    return new Promise((resolve, reject) => {
      const timer = setTimeout(() => reject(new Failure(`vehicle ${vin} cannot connect to ${url}: ${this.lost?.reason ?? 'there is no answer'}`)), patience);
      this.client.once('end', () => clearTimeout(timer));
      this.client.on('close', () => {
        const { reason, advice } = this.lost!;
        if (this.opened || this.client.disconnecting) return;
        if (advice) reject(new Failure(`cannot connect to ${url}: ${reason}; ${advice}`));
        else onRefused(reason);
      });
      this.client.once('connect', () => {
        clearTimeout(timer);
        this.opened = true;
        resolve();
      });
    });
  }

  /** Resolves when the broker has acknowledged the message, however often the connection is lost until then. */
  async publish(message: Message): Promise<void> {
    try {
      await this.client.publishAsync(message.topic, JSON.stringify(message.payload), { qos: 1 });
      this.lost = undefined;
    } catch (error) {
      if (this.client.disconnecting) throw error;
      // So mqtt.js drops what is published while it publishes again what an earlier connection left.
      if ((error as Error).message !== 'Connection closed') throw new Failure(`cannot publish to ${message.topic} at ${this.props.url}: ${(error as Error).message}`);
      await this.publish(message);
    }
  }

  /** Why a message to `topic` is not acknowledged. */
  failure(topic: string): Failure {
    const { vin, url } = this.props;
    if (!this.lost) return new Failure(`the broker at ${url} does not acknowledge what ${vin} publishes to ${topic}`);
    if (!this.lost.accepted) return new Failure(`the broker at ${url} went away while ${vin} published to ${topic}: ${this.lost.reason}`);
    return new Failure(`connected to ${url}, but the broker closes the connection when ${vin} publishes to ${topic}; see what its policy allows`);
  }

  async end(): Promise<void> {
    await this.client.endAsync(true);
  }
}

const codeOf = (error: Error) => (error as NodeJS.ErrnoException).code;
const reasonOf = (error: Error) => error.message || codeOf(error) || String(error);

function adviceOn(error: Error, { authorizationError }: Partial<TLSSocket>): string | undefined {
  if (codeOf(error) === 'ENOTFOUND') return 'see whether the host is right';
  if (authorizationError) return 'see whether ca.pem is the root certificate of this broker, and the host the one that its certificate is for';
  return undefined;
}
