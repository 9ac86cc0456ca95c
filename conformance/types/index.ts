import { APIS } from './apis';
import type { TypeCase } from './case';
import { COMPUTE } from './compute';
import { MESSAGING } from './messaging';
import { STORAGE } from './storage';

export { LEFT_OUT } from './left-out';
export { type TypeCase, typesIn } from './case';

/** All cases. Together they have every type that modules may create by default, except those that are left out. */
export const TYPE_CASES: readonly TypeCase[] = [...MESSAGING, ...STORAGE, ...COMPUTE, ...APIS];
