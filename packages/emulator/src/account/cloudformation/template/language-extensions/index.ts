import { expand } from './for-each';
import { knowledgeOf, type Knowledge, type Known } from './knowledge';
import { partial } from './partial';
import { TransformError } from './transform-error';
import { isObject, type Json, type JsonObject } from '../../json';
import { checkConditions } from '../checks/references';

export type { Known } from './knowledge';
export { TransformError } from './transform-error';

/**
 * The transform AWS::LanguageExtensions: expands loops, and replaces every function whose value is known before the deployment.
 */
export function processLanguageExtensions(raw: JsonObject, known: Known): JsonObject {
  const processed: JsonObject = { ...raw };
  const knowledge = knowledgeOf(raw, known);
  Object.assign(knowledge.conditions, expand(raw.Conditions ?? {}, knowledge));
  checkConditions(knowledge.conditions);
  if (raw.Conditions !== undefined) processed.Conditions = eachMember(knowledge.conditions, condition => partial(condition, knowledge));
  for (const section of ['Resources', 'Outputs'] as const) {
    if (raw[section] === undefined) continue;
    processed[section] = eachMember(expand(raw[section], knowledge) as JsonObject, (member, id) => {
      if (!isObject(member)) return member;
      const resolved = resolveMember(member, knowledge.inMember(id));
      checkCondition(resolved, knowledge.conditions);
      return resolved;
    });
  }
  delete processed.Transform;
  return processed;
}

const eachMember = (section: JsonObject, change: (member: Json, id: string) => Json | undefined): JsonObject =>
  Object.fromEntries(Object.entries(section).map(([id, member]) => [id, change(member, id) ?? null]));

/** Errors in a member that its condition excludes are ignored. */
function resolveMember(member: JsonObject, knowledge: Knowledge): Json {
  const condition = partial(member.Condition ?? null, knowledge);
  const isLeftOut = typeof condition === 'string' && condition in knowledge.conditions && !knowledge.isTrue(condition);
  try {
    return partial(member, knowledge) ?? null;
  } catch (error) {
    if (isLeftOut && error instanceof TransformError) return { ...member, Condition: condition };
    throw error;
  }
}

function checkCondition(member: Json, conditions: JsonObject): void {
  const condition = isObject(member) ? member.Condition : undefined;
  if (typeof condition === 'string' && !(condition in conditions)) throw new TransformError(`Key ${condition} is missing in the map.`);
}
