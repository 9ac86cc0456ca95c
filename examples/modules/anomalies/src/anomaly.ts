import { Signal } from './signal';
import { WATCHED, scoreOf } from './watched';

/** The trip of an anomaly, if it is already in the fleet's table. */
export interface Trip {
  readonly odometer?: number;
}

/** An item of the module's table: the first anomalous value of a signal in a trip. */
export interface Anomaly {
  readonly vin: string;
  /** Unique for each trip and signal. */
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
  /** Whether the notification was passed to the notifications module. */
  readonly notified: boolean;
}

/** The request to the notifications module. */
export interface Notification {
  readonly vin: string;
  readonly message: { readonly type: 'anomaly'; readonly mobile: string; readonly mqtt: object };
}

/** Whether a signal is an anomaly: it is watched, and its value is above the tolerance. */
export function isAnomaly({ name, value }: Signal): boolean {
  const watched = Object.hasOwn(WATCHED, name) ? WATCHED[name] : undefined;
  return watched !== undefined && scoreOf(watched, value) > watched.tolerance;
}

/** Creates the anomaly of a signal. */
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
