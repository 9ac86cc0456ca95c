import { typesPage } from '../../../scripts/docs/module-types';

test('docs/authors.md lists what the role that deploys a module may create', () => {
  const { written, current } = typesPage();

  expect(written).toBe(current);
}, 60_000);

test('what is listed as by permissions is not created by default', () => {
  expect(typesPage().overlap).toEqual([]);
}, 60_000);
