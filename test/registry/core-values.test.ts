import { memoryStore } from './memory-store';
import { readCoreValues } from '../../src/registry/core-values';

test('values of the core are read by name, all in one call', async () => {
  const memory = memoryStore({ '/s/core/artifact-bucket': 'artifacts', '/s/core/topic-arn': 'arn:topic', '/s-x/core/version': '1' });

  expect(await readCoreValues(memory, 's', 'artifact-bucket', 'version')).toEqual({ 'artifact-bucket': 'artifacts' });
  expect(memory.calls.read).toBe(1);
});
