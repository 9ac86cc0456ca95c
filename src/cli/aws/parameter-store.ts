import type { SSMClient } from '@aws-sdk/client-ssm';
import { attempt } from './attempt';
import * as store from '../../registry/aws/ssm';
import type { ParameterStore } from '../../registry/parameter-store';

/** The parameter store of the account. Its errors say what was being done. */
export const parameterStore = (client?: SSMClient): ParameterStore => ({
  list: path => attempt(`reading the parameters below ${path}`, () => store.list(path, client)),
  read: names => attempt(`reading ${names[0]}${names.length > 1 ? ` and ${names.length - 1} more` : ''}`, () => store.read(names, client)),
  write: (name, value) => attempt(`writing ${name}`, () => store.write(name, value, client)),
  remove: names => attempt(`deleting ${names.join(', ')}`, () => store.remove(names, client)),
});
