/** A request of another module to this module's function. */
export interface Request {
  readonly vin: string;
  readonly message: {
    /** Type of the alert, such as `dtc`: a level of its topic. */
    readonly type: string;
    /** The text message to the owners. By default, none is sent. */
    readonly mobile?: string;
    /** The message that is published to the vehicle. By default, none is published. */
    readonly mqtt?: unknown;
  };
}

/** An owner, as the user pool describes it. */
export interface Owner {
  /** Whether the user can sign in. */
  readonly enabled: boolean;
  /** In E.164 format, `+` and digits. */
  readonly phone?: string;
  /** Whether the owner has verified the phone number. */
  readonly phoneVerified: boolean;
}

export interface Alert {
  readonly publish?: { readonly topic: string; readonly payload: string };
  readonly texts: readonly { readonly phone: string; readonly text: string }[];
}

const TOPIC_LEVEL = /^[^/#+\s]{1,64}$/;
const TEXT_LIMIT = 1600;

/** Parses a request; the error names all problems. */
export function parseRequest(event: unknown): Request {
  const { vin, message } = (event ?? {}) as Partial<Request>;
  const problems = [
    ...levelProblems('vin', vin),
    ...levelProblems('message.type', message?.type),
    ...message && message.mobile === undefined && message.mqtt === undefined
      ? ['message has neither "mobile" nor "mqtt": there is nothing to send'] : [],
    ...message?.mobile !== undefined && typeof message.mobile !== 'string'
      ? [`message.mobile must be a text, got ${JSON.stringify(message.mobile)}`] : [],
  ];
  if (problems.length > 0) throw new Error(`not a notification: ${problems.join('; ')}`);
  return { vin: vin!, message: message! };
}

/** The messages that a request causes: one to the vehicle, and one text message to each phone of its owners. */
export function alertOf({ vin, message }: Request, owners: readonly Owner[]): Alert {
  const phones = new Set(owners.flatMap(({ enabled, phone, phoneVerified }) => enabled && phoneVerified && phone ? [phone] : []));
  return {
    ...message.mqtt !== undefined && {
      publish: { topic: `connectedcar/alert/${vin}/${message.type}`, payload: JSON.stringify(message.mqtt) },
    },
    texts: message.mobile === undefined ? [] : [...phones].map(phone => ({ phone, text: message.mobile!.slice(0, TEXT_LIMIT) })),
  };
}

function levelProblems(where: string, value: unknown): string[] {
  if (typeof value === 'string' && TOPIC_LEVEL.test(value)) return [];
  return [`${where} must be a text of 1 to 64 characters without "/", "#", "+" and spaces, got ${JSON.stringify(value)}`];
}
