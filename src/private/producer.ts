import { Contract } from '../model/contract';
import { Requirement } from '../model/requirement';
import type { Producer } from '../pipelines/core';

/** The part of a module that declares what it reads and offers. */
interface Described {
  readonly moduleName: string;
  _requirements(): readonly Requirement[];
  _contract(): Contract;
}

/** A module for those who deploy several together. What it reads and offers is known only when the whole app is constructed. */
export const producerOf = (module: Described): Producer => ({
  name: module.moduleName,
  requirements: () => module._requirements(),
  produces: () => module._contract().produces,
});
