/** What is kept of a vehicle: one table for each, whose partition key is `vin`. */
export interface Collection {
  /** Its name in paths. */
  readonly path: string;
  /** Sort key of the table. */
  readonly id: string;
  /** Variable of the function's environment with the table's name. */
  readonly table: 'TRIP_TABLE' | 'HEALTH_REPORT_TABLE' | 'DTC_TABLE' | 'ANOMALY_TABLE';
  /** Whether an owner acknowledges its items. */
  readonly acknowledged: boolean;
}

export const COLLECTIONS: readonly Collection[] = [
  { path: 'trips', id: 'trip_id', table: 'TRIP_TABLE', acknowledged: false },
  { path: 'health-reports', id: 'report_id', table: 'HEALTH_REPORT_TABLE', acknowledged: false },
  { path: 'dtc', id: 'dtc_id', table: 'DTC_TABLE', acknowledged: true },
  { path: 'anomalies', id: 'anomaly_id', table: 'ANOMALY_TABLE', acknowledged: true },
];

export interface Route {
  readonly method: 'GET' | 'PUT';
  readonly path: string;
  readonly does: 'vehicles' | 'list' | 'get' | 'acknowledge';
  readonly collection?: Collection;
}

/** Every route of the API. The stack defines these, and no other. */
export const ROUTES: readonly Route[] = [
  { method: 'GET', path: '/vehicles', does: 'vehicles' },
  ...COLLECTIONS.flatMap((collection): Route[] => {
    const list = `/vehicles/{vin}/${collection.path}`;
    const item = `${list}/{${collection.id}}`;
    return [
      { method: 'GET', path: list, does: 'list', collection },
      { method: 'GET', path: item, does: 'get', collection },
      ...collection.acknowledged ? [{ method: 'PUT', path: `${item}/acknowledge`, does: 'acknowledge', collection } as const] : [],
    ];
  }),
];

/** A route as API Gateway calls it, for example `GET /vehicles`. */
export const keyOf = ({ method, path }: Route) => `${method} ${path}`;
