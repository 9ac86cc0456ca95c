import * as fc from 'fast-check';
import { checkAcyclic, dependents, visitInOrder } from '../../../src/account/cloudformation/graph';

/** Nodes that depend only on nodes with lower numbers. */
const acyclic = fc.integer({ min: 1, max: 15 }).chain(count => fc.tuple(...Array.from({ length: count }, (_, i) => fc.subarray(Array.from({ length: i }, (__, j) => `n${j}`)))))
  .map(needs => Object.fromEntries((needs as string[][]).map((need, i) => [`n${i}`, need])));

test('every node is visited once, after its dependencies', async () => {
  await fc.assert(fc.asyncProperty(acyclic, async graph => {
    checkAcyclic(graph);
    const visited: string[] = [];
    expect(await visitInOrder(graph, async id => { visited.push(id); })).toEqual([]);
    expect([...visited].sort()).toEqual(Object.keys(graph).sort());
    for (const [id, needs] of Object.entries(graph)) for (const need of needs) expect(visited.indexOf(need)).toBeLessThan(visited.indexOf(id));
  }));
});

test('after a failure nothing new begins, and running visits are awaited', async () => {
  const visited: string[] = [];
  const later = () => new Promise(done => setTimeout(done, 5));
  const failures = await visitInOrder({ bad: [], slow: [], next: ['slow'], last: ['bad'] }, async id => {
    if (id === 'bad') throw new Error('bad');
    await later();
    visited.push(id);
  });
  expect(failures).toEqual([new Error('bad')]);
  expect(visited).toEqual(['slow']);
});

test('continuing skips only the dependents of the failed node', async () => {
  const visited: string[] = [];
  await visitInOrder({ bad: [], other: [], next: ['other'], last: ['bad'] }, async id => {
    visited.push(id);
    if (id === 'bad') throw new Error('bad');
  }, { goOn: true });
  expect(visited.sort()).toEqual(['bad', 'next', 'other']);
});

test('a cycle is reported without its dependents and dependencies', () => {
  expect(() => checkAcyclic({ start: [], a: ['b', 'start'], b: ['c'], c: ['a'], user: ['a'] })).toThrow('Circular dependency between resources: [a, b, c]');
});

test('dependents are the reverse of dependencies', () => {
  expect(dependents({ a: [], b: ['a'], c: ['a', 'b'] })).toEqual({ a: ['b', 'c'], b: ['c'], c: [] });
});
