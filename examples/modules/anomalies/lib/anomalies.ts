import { aws_dynamodb as dynamodb } from 'aws-cdk-lib';
import { Construct } from 'constructs';
import { InSyncModule } from 'cv-insync';
import { dataTable } from './data-table';
import { VehicleRule } from './vehicle-rule';
import { Worker } from './worker';
import { version } from '../package.json';
import { WATCHED } from '../src/watched';

/** Detects anomalies in signals, stores the first of each trip and notifies the owner. */
export class Anomalies extends InSyncModule {
  constructor(scope: Construct, id: string) {
    super(scope, id, { version, description: 'Detects and stores anomalies in signals, and notifies the owner' });

    const anomalies = dataTable(this, 'Anomalies', 'vin', 'anomaly_id');
    anomalies.addGlobalSecondaryIndex({
      indexName: 'by-trip',
      partitionKey: { name: 'vin', type: dynamodb.AttributeType.STRING },
      sortKey: { name: 'trip_id', type: dynamodb.AttributeType.STRING },
    });

    new VehicleRule(this, 'HighSignals', {
      name: 'signals',
      sql: `SELECT * FROM 'connectedcar/telemetry/#' WHERE vin = topic(3) AND (${anomalyCondition()})`,
      worker: this.watcher(anomalies),
    });

    this.produce('TableName', anomalies.tableName);
    this.produce('TableArn', anomalies.tableArn);
    this.produce('ByTripIndexName', 'by-trip', { description: 'Index of the anomalies by vehicle and trip' });
  }

  private watcher(anomalies: dynamodb.ITable): Worker {
    const watcher = new Worker(this, 'Watcher', {
      description: 'Stores an anomaly and sends the alert',
      environment: {
        ANOMALY_TABLE: anomalies.tableName,
        TRIP_TABLE: this.consume('fleet', 'TripTableName'),
        STREAM: this.consume('telemetry', 'StreamName'),
        NOTIFY_FUNCTION: this.consume('notifications', 'FunctionName'),
      },
    });
    watcher.allow(anomalies.tableArn, 'dynamodb:PutItem', 'dynamodb:UpdateItem');
    watcher.allow(this.consume('fleet', 'TripTableArn'), 'dynamodb:GetItem');
    watcher.allow(this.consume('telemetry', 'StreamArn'), 'firehose:PutRecord');
    watcher.allow(this.consume('notifications', 'FunctionArn'), 'lambda:InvokeFunction');
    return watcher;
  }
}

/** The rule's filter, so that the function is not called for every signal of every vehicle. */
function anomalyCondition(): string {
  return Object.entries(WATCHED).map(([name, { usual, tolerance }]) => `(name = '${name}' AND value > ${usual + tolerance})`).join(' OR ');
}
