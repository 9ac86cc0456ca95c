import * as fc from 'fast-check';
import { plan } from '../../src/model/plan';

const none = new Map<string, string[]>();

describe('the plan', () => {
  test('delivers listed modules and removes installed modules that are no longer listed', () => {
    expect(plan({ wanted: ['poi', 'dtc'], heldBack: [], installed: ['dtc', 'old'], consumption: none }))
      .toEqual({ deliver: ['dtc', 'poi'], remove: ['old'], heldRemovals: [], needsApproval: false });
  });

  test('neither changes nor removes modules that are held back', () => {
    expect(plan({ wanted: [], heldBack: ['dtc'], installed: ['dtc'], consumption: none })).toMatchObject({ deliver: [], remove: [] });
  });

  test('removes consumers before producers', () => {
    const consumption = new Map([['a', ['b']], ['b', ['c']], ['c', []]]);
    expect(plan({ wanted: ['x'], heldBack: [], installed: ['a', 'b', 'c'], consumption }).remove).toEqual(['a', 'b', 'c']);
  });

  test('keeps modules that others consume, and the producers of kept modules', () => {
    const consumption = new Map([['user', ['middle']], ['middle', ['base']]]);
    expect(plan({ wanted: ['user'], heldBack: [], installed: ['user', 'middle', 'base'], consumption })).toMatchObject({
      remove: [], heldRemovals: [{ module: 'base', consumers: ['middle'] }, { module: 'middle', consumers: ['user'] }],
    });
  });

  test.each([
    [['a', 'b'], 2, false],
    [['a', 'b', 'c'], 3, true],
    [['a', 'b', 'c', 'd', 'e', 'f', 'g', 'h', 'i'], 3, false],
    [['a', 'b', 'c', 'd', 'e', 'f', 'g', 'h'], 3, true],
  ])('of %j installed modules, removing %i needs approval: %s', (installed, removed, needsApproval) => {
    expect(plan({ wanted: installed.slice(removed), heldBack: [], installed, consumption: none }).needsApproval).toBe(needsApproval);
  });

  test('never removes a module that is listed, held back, not installed or still consumed', () => {
    const name = fc.constantFrom('a', 'b', 'c', 'd', 'e', 'f');
    const list = fc.uniqueArray(name);
    fc.assert(fc.property(list, list, list, fc.array(fc.tuple(name, name)), (wanted, heldBack, installed, edges) => {
      const consumption = new Map(['a', 'b', 'c', 'd', 'e', 'f'].map(from => [from, edges.filter(edge => edge[0] === from).map(edge => edge[1])]));
      const { remove, heldRemovals } = plan({ wanted, heldBack, installed, consumption });
      for (const gone of remove) {
        expect(installed).toContain(gone);
        expect([...wanted, ...heldBack]).not.toContain(gone);
        const readers = [...consumption.keys()].filter(reader => reader !== gone && (consumption.get(reader) as string[]).includes(gone));
        expect(remove).toEqual(expect.arrayContaining(readers));
      }
      const unwanted = installed.filter(one => !wanted.includes(one) && !heldBack.includes(one));
      expect([...remove, ...heldRemovals.map(({ module }) => module)].sort()).toEqual([...unwanted].sort());
    }));
  });
});
