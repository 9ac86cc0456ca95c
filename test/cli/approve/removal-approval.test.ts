import { approveRemovals, heldRemovals } from '../../../src/cli/approve/removal-approval';
import { solutionInMemory } from '../operators/solution';
import { TOOLS } from '../world';

const definition = { entries: [], templates: TOOLS.deliveryTemplates, digest: 'digest-of-definition' };

test('pending removals are listed, and the approval is for that definition', async () => {
  const { account, store } = solutionInMemory({ installed: { c: [], a: [], b: [] } });
  const held = await heldRemovals('s', definition, account);
  expect(held).toEqual({ modules: ['a', 'b', 'c'], digest: 'digest-of-definition', approved: false });

  await approveRemovals('s', held!, account);

  expect(store.values.get('/s/approvals/removal')).toBe('digest-of-definition');
  expect(await heldRemovals('s', definition, account)).toMatchObject({ approved: true });
});

test('a few removals need no approval', async () => {
  expect(await heldRemovals('s', definition, solutionInMemory({ installed: { a: [], b: [] } }).account)).toBeUndefined();
});
