import { lookUp } from './codes';
import { Report } from './report';

/** What is known of the trip in which a code was reported, if it is in the fleet's table already. */
export interface Trip {
  readonly odometer?: number;
}

/** An item of the module's table: a code that a vehicle had, explained. */
export interface Finding {
  readonly vin: string;
  /** The same report has the same id, however often it arrives. */
  readonly dtc_id: string;
  readonly trip_id: string;
  readonly dtc: string;
  readonly timestamp: string;
  readonly description: string;
  readonly steps: readonly string[];
  readonly odometer?: number;
  readonly acknowledged: boolean;
  /** Whether the notification was handed over. */
  readonly notified: boolean;
}

/** What the notifications module is asked to send. */
export interface Notification {
  readonly vin: string;
  readonly message: { readonly type: 'dtc'; readonly mobile: string; readonly mqtt: object };
}

export function findingOf({ vin, trip_id, dtc, timestamp }: Report, trip: Trip = {}): Finding {
  return {
    vin,
    dtc_id: `${timestamp}#${dtc}#${trip_id}`,
    trip_id,
    dtc,
    timestamp,
    ...lookUp(dtc),
    ...trip.odometer !== undefined && { odometer: trip.odometer },
    acknowledged: false,
    notified: false,
  };
}

export function notificationOf({ vin, dtc_id, dtc, description, steps }: Finding): Notification {
  return {
    vin,
    message: {
      type: 'dtc',
      mobile: `Your vehicle reports ${dtc}: ${description}. ${steps.join('. ')}.`,
      mqtt: { dtc_id, dtc, description, steps },
    },
  };
}
