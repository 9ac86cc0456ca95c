import { perAccount } from '../per-account';

/** A classic selector: which objects' events a trail records. */
export interface EventSelector {
  readonly ReadWriteType?: 'All' | 'ReadOnly' | 'WriteOnly';
  readonly DataResources?: readonly { readonly Type: string; readonly Values: readonly string[] }[];
}

/** A selector by fields: all of its fields have to fit. */
export interface AdvancedEventSelector {
  readonly FieldSelectors: readonly ({ readonly Field: string } & Readonly<Partial<Record<FieldOperator, readonly string[]>>>)[];
}

export type FieldOperator = 'Equals' | 'StartsWith' | 'EndsWith' | 'NotEquals' | 'NotStartsWith' | 'NotEndsWith';

export interface Trail {
  readonly TrailARN: string;
  readonly Name: string;
  readonly HomeRegion: string;
  /** What it was created or updated with. */
  settings: Readonly<Record<string, unknown>>;
  isLogging: boolean;
  selectors: readonly EventSelector[];
  advanced: readonly AdvancedEventSelector[];
}

export interface TrailState {
  /** By name. */
  readonly trails: Record<string, Trail>;
}

export const trailStateOf = perAccount<TrailState>(() => ({ trails: {} }));
