type State = Record<string, any>;

const isObject = (value: unknown): value is State => typeof value === 'object' && value !== null;

/** Copies a saved state into a service's state. Its objects and lists keep their identity, since the service holds them. */
export function restore(state: State, saved: State): void {
  for (const [key, value] of Object.entries(saved)) {
    if (isObject(state[key]) && isObject(value)) refill(state[key], value);
    else state[key] = value;
  }
}

function refill(target: State, source: State): void {
  if (Array.isArray(target)) {
    target.splice(0, target.length);
    for (const item of source as unknown[]) target.push(item);
    return;
  }
  for (const key of Object.keys(target)) delete target[key];
  Object.assign(target, source);
}
