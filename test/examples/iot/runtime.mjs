// Runs one deployed function in a process of its own, as Lambda does: its environment is the function's, its SDK that of the runtime.
import { createRequire } from 'node:module';
import { join } from 'node:path';

const [folder, handlerName] = process.argv.slice(2);
const [file, name] = handlerName.split('.');
const { [name]: handler } = createRequire(import.meta.url)(join(folder, `${file}.js`));

process.on('message', async ({ id, event }) => {
  try {
    process.send({ id, result: await handler(event) });
  } catch (error) {
    process.send({ id, error: `${error.name}: ${error.message}` });
  }
});
process.on('disconnect', () => process.exit());
process.send({ ready: true });
