import type { ModuleDescription } from './describe';
import { fail } from '../terminal/failure';

const BEGIN = /<!-- contract\b[^>]*-->/;
const END = '<!-- /contract -->';

/** What a module consumes and produces, its parameters and the permissions that it asks for, for its readme. */
export function contractMarkdown({ consumes, produces, parameters, permissions }: ModuleDescription): string {
  return [
    tableOf(['consumes', 'of module'], consumes.map(({ module, outputs }) => [outputs.map(code).join(', '), code(module)])) ?? 'It consumes nothing.',
    tableOf(['produces', 'meaning'], produces.map(({ output, description = '' }) => [code(output), cell(description)])) ?? 'It produces nothing.',
    tableOf(['parameter', 'type', 'default', 'meaning'],
      parameters.map(({ name, type, default: value, description = '' }) => [code(name), type, value === undefined ? 'none: it is required' : value && code(cell(value)), cell(description)])),
    tableOf(['permissions: actions', 'resources'], permissions.map(({ actions, resources }) => [actions, resources].map(texts => texts.map(code).join(', ')))),
  ].filter(Boolean).join('\n\n');
}

/** Replaces the text between the two marks of a readme by the contract. */
export function withContract(readme: string, contract: string, file: string): string {
  const begin = BEGIN.exec(readme);
  const end = begin ? readme.indexOf(END, begin.index) : -1;
  if (!begin || end < 0) return fail(`${file}: no place for the contract, expected a line <!-- contract --> and below it a line ${END}; add them where the contract belongs`);
  return `${readme.slice(0, begin.index)}${begin[0]}\n${contract}\n${readme.slice(end)}`;
}

function tableOf(head: readonly string[], rows: readonly (readonly string[])[]): string | undefined {
  const line = (cells: readonly string[]) => `| ${cells.join(' | ')} |`;
  return rows.length ? [line(head), `|${head.map(() => '---|').join('')}`, ...rows.map(line)].join('\n') : undefined;
}

const code = (text: string) => `\`${text}\``;
const cell = (text: string) => text.replace(/\s+/g, ' ').replace(/\|/g, '\\|');
