import type { Context } from './model';

/** A request's context. Names of keys are not case-sensitive, and a key without a value is not in the context. */
export class ContextKeys {
  private readonly values = new Map<string, readonly string[]>();
  private readonly lists = new Set<string>();

  constructor(context: Context) {
    for (const [key, value] of Object.entries(context)) {
      const name = key.toLowerCase();
      if (typeof value !== 'string') this.lists.add(name);
      const values = typeof value === 'string' ? [value] : value;
      if (values.length) this.values.set(name, values);
    }
  }

  valuesOf(key: string): readonly string[] | undefined {
    return this.values.get(key.toLowerCase());
  }

  isList(key: string): boolean {
    return this.lists.has(key.toLowerCase());
  }

  /** The value of a key that has one value. */
  valueOf(key: string): string | undefined {
    return this.isList(key) ? undefined : this.valuesOf(key)?.[0];
  }
}
