import { parseRegistered, vinOf } from './certificate';

export interface Certificate {
  readonly id: string;
  readonly arn: string;
  readonly pem: string;
  /** Status in AWS IoT: `PENDING_ACTIVATION`, `ACTIVE`, `INACTIVE`, `REVOKED`, ... */
  readonly status: string;
}

/** What the module needs from AWS. Tests use an implementation in memory. */
export interface Dependencies {
  certificate(id: string): Promise<Certificate>;
  /** Whether a vehicle belongs to the fleet, which means that it has an owner. */
  known(vin: string): Promise<boolean>;
  attachPolicy(certificate: Certificate): Promise<void>;
  activate(certificate: Certificate): Promise<void>;
}

export type Registration = { readonly certificateId: string } & (
  | { readonly vin: string; readonly registered: true }
  | { readonly status: string; readonly registered: false });

/**
 * Registers a vehicle of the fleet. Only a certificate that is pending activation is activated: a deactivated or revoked one is not changed,
 * even if its event arrives again.
 */
export async function register(event: unknown, dependencies: Dependencies): Promise<Registration> {
  const { certificateId } = parseRegistered(event);
  const certificate = await dependencies.certificate(certificateId);
  if (certificate.status !== 'PENDING_ACTIVATION') return { certificateId, status: certificate.status, registered: false };

  const vin = vinOf(certificate.pem);
  if (!await dependencies.known(vin)) throw new Error(`vehicle ${vin} has no owner in the fleet: its certificate ${certificateId} is not activated`);
  await dependencies.attachPolicy(certificate);
  await dependencies.activate(certificate);
  return { certificateId, vin, registered: true };
}
