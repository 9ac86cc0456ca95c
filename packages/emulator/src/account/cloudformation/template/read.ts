import type { Template } from './model';
import { parseTemplate } from './parse';
import { validateTemplate } from './validate';

const KEPT = 64;
const recent = new Map<string, Template>();

/** Parses and validates a template. The last templates are cached, because updates and stacks often share one. */
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

/** The template to deploy: processed, if it declares a transform. */
export function deployableTemplate({ template, processed }: { readonly template: string; readonly processed?: string }): Template {
  return processed === undefined ? templateOf(template) : templateOf(processed, { isProcessed: true });
}
