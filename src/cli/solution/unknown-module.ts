import { suggest } from '../../model/suggest';

/** The message for a module that does not exist, with the most similar name. */
export function unknownModule(name: string, known: readonly string[]): string {
  const meant = suggest(name, known);
  return `there is no module "${name}"${meant ? `, did you mean "${meant}"?` : ''}; cv-insync list shows the modules of the solution`;
}
