// Runs one deployed function in a separate process, as Lambda does, with the function's environment and the runtime's SDK.
import { existsSync } from 'node:fs';
import { syncBuiltinESMExports } from 'node:module';
import { join } from 'node:path';
import timers from 'node:timers/promises';
import { pathToFileURL } from 'node:url';

// The tests control the time: waits are short, and a minute passes between two attempts.
const { setTimeout: wait } = timers;
timers.setTimeout = milliseconds => wait(milliseconds / 50);
syncBuiltinESMExports();
const clock = Date.now;

const [folder, handlerName] = process.argv.slice(2);
const [file, name] = handlerName.split('.');
const module = ['.js', '.mjs'].map(end => join(folder, file + end)).find(path => existsSync(path));
const { [name]: handler } = await import(pathToFileURL(module));

process.on('message', async ({ id, event, minutes }) => {
  Date.now = () => clock() + minutes * 60_000;
  try {
    process.send({ id, result: await handler(event) });
  } catch (error) {
    process.send({ id, error: `${error.name}: ${error.message}` });
  }
});
process.on('disconnect', () => process.exit());
process.send({ ready: true });
