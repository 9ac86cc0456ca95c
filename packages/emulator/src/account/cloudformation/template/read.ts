import type { Template } from './model';
import { parseTemplate } from './parse';
import { validateTemplate } from './validate';

const KEPT = 64;
const recent = new Map<string, Template>();

/** The checked template of a text. Texts come again and again (updates, many stacks of one template), so the last are kept. */
export function templateOf(text: string): Template {
  let template = recent.get(text);
  if (!template) {
    template = validateTemplate(parseTemplate(text));
    if (recent.size >= KEPT) recent.delete(recent.keys().next().value!);
    recent.set(text, template);
  }
  return template;
}
