import { aws_dynamodb as dynamodb } from 'aws-cdk-lib';
import { Construct } from 'constructs';
import { InSyncModule } from 'cv-insync';
import { dataTable } from './data-table';
import { VehicleRule } from './vehicle-rule';
import { Worker } from './worker';
import { version } from '../package.json';

/** Explains and stores the diagnostic trouble codes that vehicles report, and notifies the owner. */
export class Dtc extends InSyncModule {
  constructor(scope: Construct, id: string) {
    super(scope, id, { version, description: 'Explains and stores diagnostic trouble codes, and notifies the owner' });

    const findings = dataTable(this, 'Findings', 'vin', 'dtc_id');

    new VehicleRule(this, 'ReportedCodes', {
      name: 'codes',
      sql: "SELECT * FROM 'connectedcar/dtc/#' WHERE vin = topic(3)",
      worker: this.recorder(findings),
      stream: { name: this.consume('telemetry', 'StreamName'), arn: this.consume('telemetry', 'StreamArn') },
    });

    this.produce('TableName', findings.tableName);
    this.produce('TableArn', findings.tableArn);
  }

  private recorder(findings: dynamodb.ITable): Worker {
    const recorder = new Worker(this, 'Recorder', {
      description: 'Explains and stores a reported trouble code, and sends the alert',
      environment: {
        DTC_TABLE: findings.tableName,
        TRIP_TABLE: this.consume('fleet', 'TripTableName'),
        NOTIFY_FUNCTION: this.consume('notifications', 'FunctionName'),
      },
    });
    recorder.allow(findings.tableArn, 'dynamodb:PutItem', 'dynamodb:UpdateItem');
    recorder.allow(this.consume('fleet', 'TripTableArn'), 'dynamodb:GetItem');
    recorder.allow(this.consume('notifications', 'FunctionArn'), 'lambda:InvokeFunction');
    return recorder;
  }
}
