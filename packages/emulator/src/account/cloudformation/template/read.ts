import type { Template } from './model';
import { parseTemplate } from './parse';
import { validateTemplate } from './validate';

const KEPT = 64;
const recent = new Map<string, Template>();

/** The checked template of a text. Texts come again and again (updates, many stacks of one template), so the last are kept. */
export function templateOf(text: string, options: { readonly isProcessed?: boolean } = {}): Template {
  const key = `${options.isProcessed ?? false} ${text}`;
  let template = recent.get(key);
  if (!template) {
    template = validateTemplate(parseTemplate(text), options);
    if (recent.size >= KEPT) recent.delete(recent.keys().next().value!);
    recent.set(key, template);
  }
  return template;
}

/** The template that a stack is deployed by: what the transforms made of it, if it has any. */
export function deployableTemplate({ template, processed }: { readonly template: string; readonly processed?: string }): Template {
  return processed === undefined ? templateOf(template) : templateOf(processed, { isProcessed: true });
}
