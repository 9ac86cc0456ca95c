import { X509Certificate } from 'node:crypto';

/** What AWS IoT publishes about a certificate that it sees for the first time. */
export interface Registered {
  readonly certificateId: string;
}

const ID = /^[0-9a-f]{64}$/;
/** 17 letters and digits without I, O and Q, as ISO 3779 has it. */
const VIN = /^[A-HJ-NPR-Z0-9]{17}$/;

export function parseRegistered(event: unknown): Registered {
  const { certificateId } = (event ?? {}) as Partial<Registered>;
  if (typeof certificateId !== 'string' || !ID.test(certificateId)) {
    throw new Error(`not a registered certificate: certificateId must be 64 hexadecimal digits, got ${JSON.stringify(certificateId)}`);
  }
  return { certificateId };
}

/** The vehicle that a certificate is made out to: the common name of its subject. */
export function vinOf(pem: string): string {
  const names = new X509Certificate(pem).subject.split('\n').flatMap(part => part.startsWith('CN=') ? [part.slice(3)] : []);
  if (names.length === 1 && VIN.test(names[0])) return names[0];
  throw new Error(`the certificate's common name must be one VIN, 17 letters and digits without I, O and Q, got ${JSON.stringify(names.join(' and '))}`);
}
