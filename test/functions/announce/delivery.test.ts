import { recordDelivery } from '../../../src/functions/announce/delivery';
import { memoryStore } from '../../registry/memory-store';

const DELIVERED = { revision: 'abc', execution: '1' };

async function record(outputs: readonly string[], contract?: string) {
  const store = memoryStore(contract === undefined ? {} : { '/s/modules/dtc/contract': contract });
  const asked: number[] = [];
  const namesBelow = async (path: string, limit: number) => {
    asked.push(limit);
    return outputs.slice(0, limit).map(output => `${path}/${output}`);
  };
  return { answer: await recordDelivery({ solution: 's', store, namesBelow }, 'dtc', DELIVERED), store, asked };
}
const contract = (...produces: string[]) => JSON.stringify({ produces });
const outputs = (count: number) => Array.from({ length: count }, (_, index) => `Out${index}`);

test('what was delivered is recorded', async () => {
  const { answer, store } = await record(['Table'], contract('Table', 'NeverWritten'));

  expect(answer).toBeUndefined();
  expect(JSON.parse(store.values.get('/s/modules/dtc/delivered')!)).toEqual(DELIVERED);
});

test('a module that wrote outputs beyond its contract fails, after its delivery is recorded', async () => {
  const { answer, store } = await record(['Extra', 'Table'], contract('Table'));

  expect(answer).toEqual({
    failed: true,
    message: 'dtc wrote 1 parameters below /s/modules/dtc/outputs that its contract does not name (Extra); remove them from its template and the templates in it, or produce them',
  });
  expect(store.values.has('/s/modules/dtc/delivered')).toBe(true);
});

test('of ten thousand, only some are read, and some are named', async () => {
  const { answer, asked } = await record(outputs(10_000), contract('Out0'));

  expect(answer!.message).toContain('dtc wrote 50 or more parameters below /s/modules/dtc/outputs that its contract does not name (Out1, Out2, Out3, ...)');
  expect(asked).toEqual([51]);
});

test.each([undefined, 'not JSON', '{}', '{"produces":7}'])('a contract that cannot be read, %s, names no outputs', async text => {
  expect((await record(['Table'], text)).answer?.message).toContain('(Table)');
  expect((await record([], text)).answer).toBeUndefined();
});
