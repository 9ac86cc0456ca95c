import { parameter, Stacks } from './testing';

async function all(stacks: Stacks, operation: string, input: object, member: string): Promise<any[]> {
  const found: any[] = [];
  let pages = 0;
  for (let NextToken: string | undefined; ;) {
    const page = await stacks.call(operation, { ...input, NextToken });
    found.push(...page[member]);
    pages += 1;
    NextToken = page.NextToken;
    if (NextToken === undefined) break;
  }
  expect(pages).toBeGreaterThan(1);
  return found;
}

test('lists of more than a page are given page by page, each item once', async () => {
  const stacks = new Stacks();
  const names = Array.from({ length: 150 }, (_, i) => `stack-${i}`);
  for (const name of names) {
    await stacks.call('CreateStack', { StackName: name, TemplateBody: JSON.stringify({ Resources: { P: parameter('x') }, Outputs: { O: { Value: 'x', Export: { Name: `export-${name}` } } } }) });
  }
  await stacks.account.settled();
  const sorted = [...names].sort();
  expect((await all(stacks, 'DescribeStacks', {}, 'Stacks')).map(stack => stack.StackName).sort()).toEqual(sorted);
  expect((await all(stacks, 'ListStacks', { StackStatusFilter: ['CREATE_COMPLETE'] }, 'StackSummaries')).map(stack => stack.StackName).sort()).toEqual(sorted);
  expect((await all(stacks, 'ListExports', {}, 'Exports')).map(({ Name }) => Name).sort()).toEqual(sorted.map(name => `export-${name}`).sort());
});

test('resources and events of a big stack are given page by page', async () => {
  const stacks = new Stacks();
  const Resources = Object.fromEntries(Array.from({ length: 120 }, (_, i) => [`P${i}`, parameter('x')]));
  expect(await stacks.create('big', { Resources })).toBe('CREATE_COMPLETE');
  expect(new Set((await all(stacks, 'ListStackResources', { StackName: 'big' }, 'StackResourceSummaries')).map(resource => resource.LogicalResourceId)).size).toBe(120);
  expect(await all(stacks, 'DescribeStackEvents', { StackName: 'big' }, 'StackEvents')).toHaveLength(120 * 3 + 2);
});

test('an unknown pagination token is refused', async () => {
  await expect(new Stacks().call('ListStacks', { NextToken: 'made-up' })).rejects.toMatchObject({ name: 'ValidationError' });
});
