import { lookUp } from './codes';
import { Report } from './report';

/** The trip in which a code was reported, if it is already in the fleet's table. */
export interface Trip {
  readonly odometer?: number;
}

/** An item of the module's table: a reported code with its explanation. */
export interface Finding {
  readonly vin: string;
  /** Equal for repeated reports of a code. */
  readonly dtc_id: string;
  readonly trip_id: string;
  readonly dtc: string;
  readonly timestamp: string;
  readonly description: string;
  readonly steps: readonly string[];
  readonly odometer?: number;
  readonly acknowledged: boolean;
  /** Whether the notification was passed to the notifications module. */
  readonly notified: boolean;
}

/** The request to the notifications module. */
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
