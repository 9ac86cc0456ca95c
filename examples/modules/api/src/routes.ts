/** A collection of items of a vehicle: a table with the partition key `vin`. */
export interface Collection {
  /** Name of the collection in paths. */
  readonly path: string;
  /** Sort key of the table. */
  readonly id: string;
  /** Environment variable with the table's name. */
  readonly table: 'TRIP_TABLE' | 'HEALTH_REPORT_TABLE' | 'DTC_TABLE' | 'ANOMALY_TABLE';
  /** Whether owners can acknowledge items. */
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

/** All routes of the API. The stack defines exactly these. */
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

/** The route key of API Gateway, such as `GET /vehicles`. */
export const keyOf = ({ method, path }: Route) => `${method} ${path}`;
