// Runs one deployed function in a process of its own, as Lambda does: its environment is the function's, its SDK that of the runtime.
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';

const [folder, handlerName] = process.argv.slice(2);
const [file, name] = handlerName.split('.');
const module = ['.js', '.mjs'].map(end => join(folder, file + end)).find(path => existsSync(path));
const { [name]: handler } = await import(pathToFileURL(module));

process.on('message', async ({ id, event }) => {
  try {
    process.send({ id, result: await handler(event) });
  } catch (error) {
    process.send({ id, error: `${error.name}: ${error.message}` });
  }
});
process.on('disconnect', () => process.exit());
process.send({ ready: true });
