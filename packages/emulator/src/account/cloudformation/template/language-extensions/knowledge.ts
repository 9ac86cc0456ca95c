import { unresolvedInConditions } from '../../errors';
import { isObject, type Json, type JsonObject } from '../../json';
import { resolve, Unknown, type Scope } from '../evaluate';
import type { Template } from '../model';

/** Values that are known before a deployment. */
export interface Known {
  readonly region: string;
  /** The value of a parameter or pseudo parameter; undefined for unknown names. */
  parameter(name: string): Json | undefined;
}

/** Everything that the transform resolves functions with. */
export interface Knowledge extends Known {
  readonly scope: Scope;
  /** The conditions, with loops expanded. */
  readonly conditions: JsonObject;
  /** The current resource or output, for error messages. */
  readonly member?: string;
  isTrue(condition: string): boolean;
  inMember(id: string): Knowledge;
}

export function knowledgeOf(raw: JsonObject, known: Known): Knowledge {
  const conditions: JsonObject = {};
  const unknown = () => { throw new Unknown(); };
  const evaluated = new Map<string, boolean>();
  const isTrue = (condition: string): boolean => {
    if (!(condition in conditions)) throw new Unknown();
    const value = evaluated.get(condition) ?? resolve(conditions[condition], inConditions) === true;
    evaluated.set(condition, value);
    return value;
  };
  const template = { Mappings: isObject(raw.Mappings) ? raw.Mappings : {}, Resources: {}, Conditions: conditions } as unknown as Template;
  const scope: Scope = { template, region: known.region, parameter: known.parameter, isTrue, ref: unknown, getAtt: unknown, importValue: unknown };
  // Nothing is known later that a condition could refer to.
  const inConditions: Scope = { ...scope, ref: unresolvedInConditions };
  const knowledge: Knowledge = { ...known, scope, conditions, isTrue, inMember: id => ({ ...knowledge, member: id }) };
  return knowledge;
}
