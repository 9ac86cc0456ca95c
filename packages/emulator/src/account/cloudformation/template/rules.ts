import { ValidationError } from '../errors';
import { isObject, type Json, type JsonObject } from '../json';
import { resolve, type Scope } from './evaluate';
import type { Template } from './model';

/** Checks the assertions of the rules against the parameter values. */
export function checkRules(template: Template, scope: Scope): void {
  for (const [name, rule] of Object.entries(template.Rules)) {
    if (rule.RuleCondition !== undefined && resolve(rule.RuleCondition, scope) !== true) continue;
    for (const assertion of assertionsOf(rule)) {
      if (resolve(assertion.Assert as Json, scope) === true) continue;
      throw new ValidationError(`Rule ${name} failed: ${String(assertion.AssertDescription ?? JSON.stringify(assertion.Assert))}`);
    }
  }
}

const assertionsOf = (rule: JsonObject): JsonObject[] => Array.isArray(rule.Assertions) ? rule.Assertions.filter(isObject) : [];
