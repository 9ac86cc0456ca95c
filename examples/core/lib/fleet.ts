import { aws_dynamodb as dynamodb } from 'aws-cdk-lib';
import { Construct } from 'constructs';
import { InSyncModule } from 'cv-insync';
import { dataTable } from './data-table';
import { version } from '../package.json';

/** Stores the vehicles' owners, trips and health reports. */
export class Fleet extends InSyncModule {
  constructor(scope: Construct, id: string) {
    super(scope, id, { version, description: 'Owners, trips and health reports of the vehicles' });

    const owners = dataTable(this, 'Owners', 'owner_id', 'vin');
    owners.addGlobalSecondaryIndex({
      indexName: 'by-vin',
      partitionKey: { name: 'vin', type: dynamodb.AttributeType.STRING },
    });

    this.produceTable('Trip', dataTable(this, 'Trips', 'vin', 'trip_id'));
    this.produceTable('HealthReport', dataTable(this, 'HealthReports', 'vin', 'report_id'));
    this.produceTable('Owner', owners);
    this.produce('OwnerByVinIndexName', 'by-vin', { description: 'Index of the owners by vehicle' });
  }

  private produceTable(name: string, table: dynamodb.Table): void {
    this.produce(`${name}TableName`, table.tableName);
    this.produce(`${name}TableArn`, table.tableArn);
  }
}
