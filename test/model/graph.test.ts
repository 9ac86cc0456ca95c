import * as fc from 'fast-check';
import { findCycle, orderModules } from '../../src/model/graph';

const graph = (edges: Record<string, string[]>) => new Map(Object.entries(edges));
const graphs = fc.array(fc.tuple(fc.nat(11), fc.nat(11)), { maxLength: 30 })
  .map(pairs => new Map([...Array(12).keys()].map(id => [`m${id}`, pairs.filter(([from]) => from === id).map(([, to]) => `m${to}`)])));

describe('the order of modules', () => {
  test('puts producers first, and otherwise sorts by name', () => {
    expect(orderModules(graph({ dtc: ['notifications', 'fleet'], notifications: ['fleet'], fleet: [], auth: [] })))
      .toEqual({ order: ['auth', 'fleet', 'notifications', 'dtc'], cycles: [] });
  });

  test('ignores providers that are not among the modules', () => {
    expect(orderModules(graph({ dtc: ['elsewhere'] })).order).toEqual(['dtc']);
  });

  test('names a cycle of three as a path, without the modules that depend on it', () => {
    expect(orderModules(graph({ a: ['b'], b: ['c'], c: ['a'], waits: ['a'], free: [] }))).toEqual({ order: ['free'], cycles: [['a', 'b', 'c', 'a']] });
  });

  test('names a module that consumes itself', () => expect(findCycle('a', graph({ a: ['a'] }))).toEqual(['a', 'a']));

  test('reports the shortest cycle', () => {
    expect(findCycle('a', graph({ a: ['b', 'c'], b: ['d'], d: ['a'], c: ['a'] }))).toEqual(['a', 'c', 'a']);
  });

  test('contains every module exactly once, after all that it consumes, unless it is part of a cycle or depends on one', () => {
    fc.assert(fc.property(graphs, consumption => {
      const { order, cycles } = orderModules(consumption);
      expect(new Set(order).size).toBe(order.length);
      for (const name of order) for (const provider of consumption.get(name)!) expect(order.indexOf(provider)).toBeLessThan(order.indexOf(name));
      expect(order.length === consumption.size).toBe(cycles.length === 0);
      for (const cycle of cycles) {
        expect(cycle[0]).toBe(cycle[cycle.length - 1]);
        cycle.slice(1).forEach((provider, index) => expect(consumption.get(cycle[index])).toContain(provider));
      }
    }));
  });

  test('does not depend on the order in which modules were listed', () => {
    fc.assert(fc.property(graphs, consumption => {
      expect(orderModules(new Map([...consumption].reverse()))).toEqual(orderModules(consumption));
    }));
  });
});
