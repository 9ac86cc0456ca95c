import { attempt } from './attempt';
import * as store from '../../registry/aws/parameters';
import type { ParameterStore } from '../../registry/parameters';

/** The parameter store of the account; what goes wrong is told with what was being done. */
export const parameterStore = (): ParameterStore => ({
  list: path => attempt(`reading the parameters below ${path}`, () => store.list(path)),
  read: names => attempt(`reading ${names[0]}${names.length > 1 ? ` and ${names.length - 1} more` : ''}`, () => store.read(names)),
  write: (name, value) => attempt(`writing ${name}`, () => store.write(name, value)),
  remove: names => attempt(`deleting ${names.join(', ')}`, () => store.remove(names)),
});
