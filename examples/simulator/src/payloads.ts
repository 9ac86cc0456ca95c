/** One signal of a vehicle, published to `connectedcar/telemetry/<vin>`. */
export interface Telemetry {
  /** ISO 8601, UTC. */
  readonly timestamp: string;
  readonly trip_id: string;
  readonly vin: string;
  readonly name: 'oil_temp' | 'vehicle_speed' | 'location';
  /** Oil temperature in degrees Fahrenheit, speed in km/h, or, for a location, the heading in degrees. */
  readonly value: number;
  /** In degrees, WGS 84. */
  readonly latitude: number;
  readonly longitude: number;
}

/** The totals of a trip, published to `connectedcar/trip/<vin>` repeatedly during the trip, and once more when the ignition is switched off. */
export interface Trip {
  readonly vin: string;
  readonly trip_id: string;
  readonly ignition_status: 'on' | 'off';
  readonly start_time: string;
  /** Time of publication. */
  readonly end_time: string;
  /** Kilometres driven since the start of the trip. */
  readonly odometer: number;
  /** Durations in seconds. */
  readonly duration: number;
  readonly idle_duration: number;
  /** Above 120 km/h. */
  readonly high_speed_duration: number;
  /** How often the vehicle braked by more than 15 km/h in a second. */
  readonly high_braking_event: number;
  /** How often the vehicle accelerated by more than 10 km/h in a second. */
  readonly high_acceleration_event: number;
  readonly vehicle_speed_mean: number;
  readonly oil_temp_mean: number;
}

/** A diagnostic trouble code, published to `connectedcar/dtc/<vin>`. */
export interface TroubleCode {
  readonly vin: string;
  readonly trip_id: string;
  readonly dtc: string;
  readonly timestamp: string;
}

export type Message =
  | { readonly topic: `connectedcar/telemetry/${string}`; readonly payload: Telemetry }
  | { readonly topic: `connectedcar/trip/${string}`; readonly payload: Trip }
  | { readonly topic: `connectedcar/dtc/${string}`; readonly payload: TroubleCode };

export const KINDS = ['telemetry', 'trip', 'dtc'] as const;
export type Kind = typeof KINDS[number];

export const kindOf = ({ topic }: Message) => topic.split('/')[1] as Kind;
