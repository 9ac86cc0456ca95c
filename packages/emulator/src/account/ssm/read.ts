import type { Account } from '../account';
import type { Operation } from '../service';
import { keyOf, notFound, parseReference, Reference, select, shown, SsmState } from './parameter';
import { tooMany } from './write';

const MOST_NAMES = 10;

export function readOperations(account: Account, { parameters }: SsmState): Record<string, Operation> {
  const get = (reference: Reference, decrypt: boolean) => {
    const parameter = parameters[keyOf(reference.name)];
    if (!parameter) throw notFound(reference.name);
    const name = reference.byArn ? parameter.name : reference.name;
    return shown(account, parameter, select(parameter, reference), { name, selector: reference.selector, decrypt });
  };

  return {
    GetParameter: ({ Name, WithDecryption }) => ({ Parameter: get(parseReference(Name), WithDecryption) }),

    GetParameters({ Names, WithDecryption }) {
      if (Names.length > MOST_NAMES) throw tooMany(Names);
      const found: object[] = [];
      const invalid: string[] = [];
      for (const name of Names as string[]) {
        try {
          found.push(get(parseReference(name), WithDecryption));
        } catch {
          invalid.push(name);
        }
      }
      return { Parameters: found, InvalidParameters: invalid };
    },
  };
}
