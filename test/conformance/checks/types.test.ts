import { casesOf } from '../../../conformance/checks/types';
import { TYPE_CASES } from '../../../conformance/types';

const names = (isEmulated: boolean, ...only: readonly string[]) => casesOf(isEmulated, only).map(({ name }) => name);

test('stacks are created only of the cases that were asked for', () => {
  expect(names(false)).toEqual(TYPE_CASES.map(({ name }) => name));
  expect(names(false, 'types')).toEqual(names(false));
  expect(names(false, 'types/topic', 'flow')).toEqual(['topic']);
  expect(names(false, 'types/module')).toEqual([]);
});

test('a case for AWS alone has no stack in the emulator', () => {
  const onlyOnAws = TYPE_CASES.filter(each => each.onlyOnAws !== undefined).map(({ name }) => name);

  expect(names(true)).toEqual(names(false).filter(name => !onlyOnAws.includes(name)));
});
