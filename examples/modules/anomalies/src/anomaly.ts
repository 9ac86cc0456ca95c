import { Signal } from './signal';
import { WATCHED, scoreOf } from './watched';

/** What is known of the trip of an anomaly, if it is in the fleet's table already. */
export interface Trip {
  readonly odometer?: number;
}

/** An item of the module's table: the first signal of its kind that was out of the ordinary in a trip. */
export interface Anomaly {
  readonly vin: string;
  /** One for each trip and signal. */
  readonly anomaly_id: string;
  readonly trip_id: string;
  /** Name of the signal. */
  readonly signal: string;
  readonly value: number;
  /** How far the value was above the usual one. */
  readonly score: number;
  readonly timestamp: string;
  readonly description: string;
  readonly latitude?: number;
  readonly longitude?: number;
  readonly odometer?: number;
  readonly acknowledged: boolean;
  /** Whether the notification was handed over. */
  readonly notified: boolean;
}

/** What the notifications module is asked to send. */
export interface Notification {
  readonly vin: string;
  readonly message: { readonly type: 'anomaly'; readonly mobile: string; readonly mqtt: object };
}

/** Whether a signal is out of the ordinary: one that is watched, and above what is tolerated. */
export function isAnomaly({ name, value }: Signal): boolean {
  const watched = Object.hasOwn(WATCHED, name) ? WATCHED[name] : undefined;
  return watched !== undefined && scoreOf(watched, value) > watched.tolerance;
}

/** The anomaly that a signal is. */
export function anomalyOf({ vin, trip_id, name, value, timestamp, latitude, longitude }: Signal, { odometer }: Trip = {}): Anomaly {
  const watched = WATCHED[name];
  return {
    vin,
    anomaly_id: `${trip_id}#${name}`,
    trip_id,
    signal: name,
    value,
    score: scoreOf(watched, value),
    timestamp,
    description: watched.description,
    ...latitude !== undefined && { latitude },
    ...longitude !== undefined && { longitude },
    ...odometer !== undefined && { odometer },
    acknowledged: false,
    notified: false,
  };
}

export function notificationOf({ vin, anomaly_id, trip_id, signal, value, score, timestamp, description }: Anomaly): Notification {
  return {
    vin,
    message: {
      type: 'anomaly',
      mobile: `${description} (${signal} ${value} ${WATCHED[signal].unit}).`,
      mqtt: { anomaly_id, trip_id, signal, value, score, timestamp, description },
    },
  };
}
