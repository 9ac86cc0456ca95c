import { RemovalPolicy, aws_dynamodb as dynamodb } from 'aws-cdk-lib';
import { Construct } from 'constructs';
import { InSyncModule } from 'cv-insync';
import { version } from '../package.json';

/** The vehicles: whose they are, which trips they made, how they are. */
export class Fleet extends InSyncModule {
  constructor(scope: Construct, id: string) {
    super(scope, id, { version, description: 'Owners, trips and health reports of the vehicles' });

    const trips = this.table('Trips', 'vin', 'trip_id');
    const reports = this.table('HealthReports', 'vin', 'report_id');
    const owners = this.table('Owners', 'owner_id', 'vin');
    owners.addGlobalSecondaryIndex({
      indexName: 'by-vin',
      partitionKey: { name: 'vin', type: dynamodb.AttributeType.STRING },
    });

    this.produceTable('Trip', trips);
    this.produceTable('HealthReport', reports);
    this.produceTable('Owner', owners);
    this.produce('OwnerByVinIndexName', 'by-vin');
  }

  private table(id: string, partitionKey: string, sortKey: string): dynamodb.Table {
    return new dynamodb.Table(this, id, {
      partitionKey: { name: partitionKey, type: dynamodb.AttributeType.STRING },
      sortKey: { name: sortKey, type: dynamodb.AttributeType.STRING },
      billingMode: dynamodb.BillingMode.PAY_PER_REQUEST,
      encryption: dynamodb.TableEncryption.AWS_MANAGED,
      pointInTimeRecoverySpecification: { pointInTimeRecoveryEnabled: true },
      removalPolicy: RemovalPolicy.RETAIN_ON_UPDATE_OR_DELETE,
    });
  }

  private produceTable(name: string, table: dynamodb.Table): void {
    this.produce(`${name}TableName`, table.tableName);
    this.produce(`${name}TableArn`, table.tableArn);
  }
}
