import type { EventEnvelope, Rule, Target } from './state';

/** The input of a target: the event, a part of it, or the result of its input transformer. */
export function inputFor({ Input, InputPath, InputTransformer }: Target, rule: Rule, event: EventEnvelope): string {
  if (Input !== undefined) return Input;
  if (InputPath !== undefined) return JSON.stringify(at(event, InputPath) ?? null);
  if (!InputTransformer) return JSON.stringify(event);
  const variables: Record<string, unknown> = {
    'aws.events.rule-arn': rule.arn,
    'aws.events.rule-name': rule.name,
    'aws.events.event.ingestion-time': event.time,
    'aws.events.event': event,
    'aws.events.event.json': event,
  };
  for (const [name, path] of Object.entries(InputTransformer.InputPathsMap ?? {})) variables[name] = at(event, path);
  return fill(InputTransformer.InputTemplate, variables);
}

/** Follows a path like `$.detail.artifacts[0].name`. */
function at(event: object, path: string): any {
  const steps = path.replace(/^\$/, '').match(/[^.[\]'"]+/g) ?? [];
  return steps.reduce<any>((value, step) => value?.[step], event);
}

/**
 * Within quotes a variable becomes part of the string, elsewhere JSON. Within strings EventBridge removes the quotes of objects and lists,
 * but escapes nothing: a value with a quote makes the result invalid JSON.
 *
 * @see https://docs.aws.amazon.com/eventbridge/latest/userguide/eb-transform-target-input.html#eb-transform-input-issues
 */
function fill(template: string, variables: Record<string, unknown>): string {
  const filled = template.replace(/<([A-Za-z0-9._-]+)>/g, (whole, name: string, offset: number) => {
    if (!Object.hasOwn(variables, name)) return whole;
    const value = variables[name];
    const quoted = (template.slice(0, offset).match(/(?<!\\)"/g)?.length ?? 0) % 2 === 1;
    if (!quoted) return JSON.stringify(value ?? null);
    return typeof value === 'string' ? value : value === undefined ? '' : JSON.stringify(value).replaceAll('"', '');
  });
  if (!isJson(filled)) throw new Error(`found an input that is no JSON once its variables are filled in, ${filled}`);
  return filled;
}

export function isJson(text: string): boolean {
  try {
    JSON.parse(text);
    return true;
  } catch {
    return false;
  }
}
