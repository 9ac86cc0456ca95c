import { assert, dictionary, date, oneof, property, string, uint8Array, array, boolean, double, constant, constantFrom, letrec } from 'fast-check';
import { decode, encode } from '../../../src/account/saved/encode';

const bodies = () => {
  const kept: Buffer[] = [];
  return { put: (bytes: Uint8Array) => String(kept.push(Buffer.from(bytes)) - 1), get: (name: string) => kept[Number(name)] };
};

const { value } = letrec(tie => ({
  value: oneof(
    { maxDepth: 4 },
    string(), boolean(), constant(null), double({ noNaN: true, noDefaultInfinity: true }).map(number => number + 0),
    date({ noInvalidDate: true }), uint8Array({ maxLength: 600 }).map(bytes => Buffer.from(bytes)),
    array(tie('value')), dictionary(oneof(constantFrom('$date', '$bytes', '$file', '$plain'), string()), tie('value'), { noNullPrototype: true }),
  ),
}));

test('values written as JSON are read unchanged, with dates, bytes and keys of every type', () => {
  assert(property(value, original => {
    const store = bodies();
    expect(decode(JSON.parse(JSON.stringify(encode(original, store))), store)).toEqual(original);
  }));
});

test('values that cannot be stored are refused', () => {
  expect(() => encode({ f: () => undefined }, bodies())).toThrow('a function cannot be written');
});
