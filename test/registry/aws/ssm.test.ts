import { lastModified, list, read, remove, write } from '../../../src/registry/aws/ssm';
import { servedAccount } from '../served-account';

servedAccount();

test('a path is listed over all pages, in order, with everything below it', async () => {
  const names = Array.from({ length: 25 }, (_, index) => `/s/directory/self/m${String(index).padStart(2, '0')}`);
  for (const name of [...names].reverse()) await write(name, `value of ${name}`);
  await write('/s/directoryother/x', 'no');

  expect(await list('/s/directory')).toEqual(names.map(name => ({ name, value: `value of ${name}` })));
  expect(await list('/s/nothing')).toEqual([]);
});

test('more names than one call takes are read, and missing ones left out', async () => {
  const names = Array.from({ length: 25 }, (_, index) => `/r/${index}`);
  for (const name of names.slice(0, 12)) await write(name, '1');

  expect([...(await read([...names, ...names])).keys()].sort()).toEqual(names.slice(0, 12).sort());
  expect(await read([])).toEqual(new Map());
});

test('a parameter that is written twice has the later value', async () => {
  await write('/w/x', 'one');
  await write('/w/x', 'two');

  expect(await read(['/w/x'])).toEqual(new Map([['/w/x', 'two']]));
});

test('the time of the last change is returned for existing parameters', async () => {
  const before = new Date();
  await write('/m/x', 'one');
  const dates = await lastModified(['/m/x', '/m/y']);

  expect([...dates.keys()]).toEqual(['/m/x']);
  expect(dates.get('/m/x')!.getTime()).toBeGreaterThanOrEqual(before.getTime());
});

test('removing a missing parameter is not an error', async () => {
  await write('/d/x', '1');
  await remove(['/d/x', '/d/y']);

  expect(await list('/d')).toEqual([]);
});
