import { Arn, Stack, aws_iam as iam } from 'aws-cdk-lib';
import { Construct } from 'constructs';
import { InSyncModule } from 'cv-insync';
import { acceptPatterns } from './accept-patterns';
import { CertificateRule } from './certificate-rule';
import { vehiclePolicy } from './vehicle-policy';
import { Worker } from './worker';
import { version } from '../package.json';

/** Certificates do not carry the solution's name, so the module asks for what it does with them. */
const ACTIVATION = ['iot:AttachPolicy', 'iot:DescribeCertificate', 'iot:UpdateCertificate'];

/** Just-in-time registration: activates a vehicle's certificate when the vehicle first connects, with permissions for its own data only. */
export class Jitr extends InSyncModule {
  constructor(scope: Construct, id: string) {
    super(scope, id, {
      version,
      description: 'Registers vehicles of the fleet when they first connect',
      permissions: [{ actions: ACTIVATION, resources: ['arn:*:iot:*:*:cert/*'] }],
    });

    const policy = vehiclePolicy(this, 'Vehicle');
    const index = this.consume('fleet', 'OwnerByVinIndexName');
    const registrar = new Worker(this, 'Registrar', {
      description: 'Activates the certificate of a vehicle of the fleet',
      environment: { OWNER_TABLE: this.consume('fleet', 'OwnerTableName'), OWNER_BY_VIN_INDEX: index, VEHICLE_POLICY: policy.ref },
    });
    registrar.allow(`${this.consume('fleet', 'OwnerTableArn')}/index/${index}`, 'dynamodb:Query');
    this.allowActivation(registrar);
    new CertificateRule(this, 'Registered', registrar);

    this.produce('VehiclePolicyName', policy.ref);
  }

  private allowActivation({ role }: Worker): void {
    const certificates = Arn.format({ service: 'iot', resource: 'cert', resourceName: '*' }, Stack.of(this));
    const activation = new iam.Policy(this, 'Activate', {
      roles: [role!],
      statements: [new iam.PolicyStatement({ actions: ACTIVATION, resources: [certificates] })],
    });
    acceptPatterns(activation, 'The id of a certificate is known only when its vehicle first connects.', [certificates]);
  }
}
