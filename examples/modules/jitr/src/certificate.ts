import { X509Certificate } from 'node:crypto';

/** The event that AWS IoT publishes when a certificate first connects. */
export interface Registered {
  readonly certificateId: string;
}

const ID = /^[0-9a-f]{64}$/;
/** A VIN according to ISO 3779: 17 letters and digits without I, O and Q. */
const VIN = /^[A-HJ-NPR-Z0-9]{17}$/;

export function parseRegistered(event: unknown): Registered {
  const { certificateId } = (event ?? {}) as Partial<Registered>;
  if (typeof certificateId !== 'string' || !ID.test(certificateId)) {
    throw new Error(`not a registered certificate: certificateId must be 64 hexadecimal digits, got ${JSON.stringify(certificateId)}`);
  }
  return { certificateId };
}

/** The vehicle that a certificate is issued to: the common name of its subject. */
export function vinOf(pem: string): string {
  const names = new X509Certificate(pem).subject.split('\n').flatMap(part => part.startsWith('CN=') ? [part.slice(3)] : []);
  if (names.length === 1 && VIN.test(names[0])) return names[0];
  throw new Error(`the certificate's common name must be one VIN, 17 letters and digits without I, O and Q, got ${JSON.stringify(names.join(' and '))}`);
}
