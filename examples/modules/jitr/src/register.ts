import { parseRegistered, vinOf } from './certificate';

export interface Certificate {
  readonly id: string;
  readonly arn: string;
  readonly pem: string;
  /** As AWS IoT calls it: `PENDING_ACTIVATION`, `ACTIVE`, `INACTIVE`, `REVOKED`, ... */
  readonly status: string;
}

/** What the module needs of the outside. */
export interface Outside {
  certificate(id: string): Promise<Certificate>;
  /** Whether the fleet has a vehicle, that is, an owner of it. */
  known(vin: string): Promise<boolean>;
  attachPolicy(certificate: Certificate): Promise<void>;
  activate(certificate: Certificate): Promise<void>;
}

export type Registration = { readonly certificateId: string } & (
  | { readonly vin: string; readonly registered: true }
  | { readonly status: string; readonly registered: false });

/**
 * Lets a vehicle of the fleet in. Only a certificate that waits for it is activated: one that was deactivated or revoked stays so,
 * also when its event arrives again.
 */
export async function register(event: unknown, outside: Outside): Promise<Registration> {
  const { certificateId } = parseRegistered(event);
  const certificate = await outside.certificate(certificateId);
  if (certificate.status !== 'PENDING_ACTIVATION') return { certificateId, status: certificate.status, registered: false };

  const vin = vinOf(certificate.pem);
  if (!await outside.known(vin)) throw new Error(`vehicle ${vin} has no owner in the fleet: its certificate ${certificateId} stays as it is`);
  await outside.attachPolicy(certificate);
  await outside.activate(certificate);
  return { certificateId, vin, registered: true };
}
