import { eachAtMost } from '../../src/aws/at-most';

test('all items are processed, never more than allowed at the same time', async () => {
  const done: number[] = [];
  let running = 0;
  let most = 0;
  await eachAtMost(3, [1, 2, 3, 4, 5, 6, 7], async item => {
    most = Math.max(most, ++running);
    await new Promise(resolve => setImmediate(resolve));
    running--;
    done.push(item);
  });

  expect(done.sort()).toEqual([1, 2, 3, 4, 5, 6, 7]);
  expect(most).toBe(3);
});

test('after an error nothing new begins, and it is thrown when the running items have ended', async () => {
  const done: number[] = [];
  const work = eachAtMost(2, [1, 2, 3, 4], async item => {
    if (item === 1) throw new Error('one');
    await new Promise(resolve => setImmediate(resolve));
    done.push(item);
  });

  await expect(work).rejects.toThrow('one');
  expect(done).toEqual([2]);
});
