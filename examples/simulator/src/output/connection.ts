import { TLSSocket } from 'node:tls';
import { IClientOptions, MqttClient, connect } from 'mqtt';
import { Message } from '../payloads';
import { Failure } from './output';

export interface ConnectionProps {
  readonly url: string;
  readonly vin: string;
  readonly certificate: IClientOptions;
  /** Called when an attempt to connect for the first time failed, and will be repeated. */
  readonly onRefused: (reason: string) => void;
  /** Called when an existing connection was lost, and will be restored. */
  readonly onLost: () => void;
}

interface Loss {
  /** Whether the broker had accepted the connection. */
  readonly accepted: boolean;
  readonly reason: string;
  /** What to do, if another attempt cannot succeed. */
  readonly advice?: string;
}

const CLOSED = 'the broker closed the connection, as brokers do if a certificate is unknown or inactive';

/** The connection of a vehicle, with its VIN as client id. It is restored whenever it is lost. */
export class Connection {
  private readonly client: MqttClient;
  private opened = false;
  /** Whether the broker accepted the current or last connection. */
  private accepted = false;
  /** Why the last connection was lost, if no message was acknowledged since. */
  private lost?: Loss;

  constructor(private readonly props: ConnectionProps) {
    this.client = connect(props.url, { clientId: props.vin, reconnectPeriod: 1000, connectTimeout: 10_000, ...props.certificate });
    let cause: Omit<Loss, 'accepted'> = { reason: CLOSED };
    this.client.on('error', error => { cause = { reason: reasonOf(error), advice: adviceOn(error, this.client.stream as Partial<TLSSocket>) }; });
    // mqtt.js emits `connect` only after the messages of an earlier connection are acknowledged.
    this.client.on('packetreceive', packet => { if (packet.cmd === 'connack' && packet.returnCode === 0) this.accepted = true; });
    this.client.on('close', () => {
      this.lost = { accepted: this.accepted, ...cause };
      this.accepted = false;
      cause = { reason: CLOSED };
      if (this.opened && !this.client.disconnecting) props.onLost();
    });
  }

  /** Waits for the broker to accept the connection. AWS IoT rejects a new certificate until it is registered. */
  open(timeout: number): Promise<void> {
    const { vin, url, onRefused } = this.props;
    return new Promise((resolve, reject) => {
      const timer = setTimeout(() => reject(new Failure(`vehicle ${vin} cannot connect to ${url}: ${this.lost?.reason ?? 'it does not respond'}`)), timeout);
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
      // mqtt.js fails new messages with this error while it still publishes those of an earlier connection.
      if ((error as Error).message !== 'Connection closed') throw new Failure(`cannot publish to ${message.topic} at ${this.props.url}: ${(error as Error).message}`);
      await this.publish(message);
    }
  }

  /** Why a message to `topic` is not acknowledged. */
  failure(topic: string): Failure {
    const { vin, url } = this.props;
    if (!this.lost) return new Failure(`the broker at ${url} does not acknowledge the messages of ${vin} to ${topic}`);
    if (!this.lost.accepted) return new Failure(`the connection to ${url} was lost while ${vin} published to ${topic}: ${this.lost.reason}`);
    return new Failure(`connected to ${url}, but the broker closes the connection when ${vin} publishes to ${topic}; check whether the policy of its certificate allows that`);
  }

  async end(): Promise<void> {
    await this.client.endAsync(true);
  }
}

const codeOf = (error: Error) => (error as NodeJS.ErrnoException).code;
const reasonOf = (error: Error) => error.message || codeOf(error) || String(error);

function adviceOn(error: Error, { authorizationError }: Partial<TLSSocket>): string | undefined {
  if (codeOf(error) === 'ENOTFOUND') return 'check the host';
  if (authorizationError) return 'check that ca.pem is the root certificate of this broker, and that the broker\'s certificate is for this host';
  return undefined;
}
