import { Construct } from 'constructs';
import { InSyncModule } from 'cv-insync';
import { VehicleRule } from './vehicle-rule';
import { Worker } from './worker';
import { version } from '../package.json';

/** Scores how safely each trip was driven, stores the score with the trip and notifies the driver. */
export class DriverSafety extends InSyncModule {
  constructor(scope: Construct, id: string) {
    super(scope, id, { version, description: 'Scores how safely each trip was driven, and notifies the driver' });

    const rater = new Worker(this, 'Rater', {
      description: 'Scores a trip that ended, stores the score and sends it',
      environment: {
        TRIP_TABLE: this.consume('fleet', 'TripTableName'),
        NOTIFY_FUNCTION: this.consume('notifications', 'FunctionName'),
      },
    });
    rater.allow(this.consume('fleet', 'TripTableArn'), 'dynamodb:UpdateItem');
    rater.allow(this.consume('notifications', 'FunctionArn'), 'lambda:InvokeFunction');

    new VehicleRule(this, 'EndedTrips', {
      name: 'ended_trips',
      sql: "SELECT * FROM 'connectedcar/trip/#' WHERE vin = topic(3) AND ignition_status = 'off'",
      worker: rater,
    });
  }
}
