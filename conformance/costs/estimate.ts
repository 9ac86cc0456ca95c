import { type Priced, PRICES } from './prices';

/** How often something of a run happens, or how many of something exist. */
export interface Usage {
  /** Executions of the core pipeline, of the module-definition pipeline, and of pipelines of modules. */
  readonly core?: number;
  readonly modules?: number;
  readonly module?: number;
  /** Modules that get a pipeline of their own. */
  readonly deliveries?: number;
}

export const addUsage = (all: readonly Usage[]): Required<Usage> => {
  const sum = (key: keyof Usage) => all.reduce((total, usage) => total + (usage[key] ?? 0), 0);
  return { core: sum('core'), modules: sum('modules'), module: sum('module'), deliveries: sum('deliveries') };
};

/** Minutes of actions and builds of an execution: assumptions, as nobody knows them before. */
const EXECUTION = {
  core: { actions: 11, build: 4, duration: 6 },
  modules: { actions: 9, build: 2, duration: 6 },
  module: { actions: 7, build: 2, duration: 4 },
} as const;

export interface Estimate {
  readonly items: readonly { readonly what: Priced; readonly amount: number; readonly usd: number }[];
  readonly usd: number;
  readonly hours: number;
}

/** The approximate costs of a run, and how long it takes. */
export function estimate(usage: Required<Usage>, types: Readonly<Record<string, number>>): Estimate {
  const pipelines = Object.keys(EXECUTION) as (keyof typeof EXECUTION)[];
  const of = (what: keyof typeof EXECUTION['core']) => pipelines.reduce((total, pipeline) => total + usage[pipeline] * EXECUTION[pipeline][what], 0);
  const hours = of('duration') / 60;
  const existing = (type: string) => types[type] ?? 0;
  const amounts: Record<Priced, number> = {
    actionMinute: of('actions'),
    buildMinute: of('build'),
    keyHour: existing('AWS::KMS::Key') * hours,
    secretHour: existing('AWS::SecretsManager::Secret') * hours,
    streamHour: existing('AWS::Kinesis::Stream') * hours,
    alarmHour: existing('AWS::CloudWatch::Alarm') * hours,
    compositeAlarmHour: existing('AWS::CloudWatch::CompositeAlarm') * hours,
  };
  const items = (Object.keys(amounts) as Priced[])
    .map(what => ({ what, amount: amounts[what], usd: amounts[what] * PRICES[what].usd }))
    .filter(({ amount }) => amount > 0);
  return { items, usd: items.reduce((total, { usd }) => total + usd, 0), hours };
}
