import { suggest } from '../../model/suggest';

/** That there is no module of a name, with the name that may have been meant. */
export function unknownModule(name: string, known: readonly string[]): string {
  const meant = suggest(name, known);
  return `there is no module "${name}"${meant ? `, did you mean "${meant}"?` : ''}; cv-insync list shows the modules of the solution`;
}
