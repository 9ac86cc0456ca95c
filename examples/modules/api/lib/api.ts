import { Construct } from 'constructs';
import { InSyncModule } from 'cv-insync';
import { Endpoint } from './endpoint';
import { Responder } from './responder';
import { version } from '../package.json';

/** Gives owners access to the data of their own vehicles. */
export class Api extends InSyncModule {
  constructor(scope: Construct, id: string) {
    super(scope, id, { version, description: 'Gives owners access to the data of their own vehicles over HTTP' });

    const responder = new Responder(this, 'Responder', {
      OWNER_TABLE: this.consume('fleet', 'OwnerTableName'),
      TRIP_TABLE: this.consume('fleet', 'TripTableName'),
      HEALTH_REPORT_TABLE: this.consume('fleet', 'HealthReportTableName'),
      DTC_TABLE: this.consume('dtc', 'TableName'),
      ANOMALY_TABLE: this.consume('anomalies', 'TableName'),
    });
    responder.allow(this.consume('fleet', 'OwnerTableArn'), 'GetItem', 'Query');
    responder.allow(this.consume('fleet', 'TripTableArn'), 'GetItem', 'Query');
    responder.allow(this.consume('fleet', 'HealthReportTableArn'), 'GetItem', 'Query');
    responder.allow(this.consume('dtc', 'TableArn'), 'GetItem', 'Query', 'UpdateItem');
    responder.allow(this.consume('anomalies', 'TableArn'), 'GetItem', 'Query', 'UpdateItem');

    const { url } = new Endpoint(this, 'Endpoint', {
      responder,
      userPoolId: this.consume('auth', 'UserPoolId'),
      clientId: this.consume('auth', 'ClientId'),
    });
    this.produce('Url', url);
  }
}
