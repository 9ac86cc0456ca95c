// Runs commands at the same time: `node at-once.mjs "tsc --noEmit" "eslint ." -- jest --ci`. Fails if one of them fails.
// What a command writes is shown when it has ended, but for the program after `--`: it is shown as it comes, and the others after it.
import { spawn } from 'node:child_process';

const given = process.argv.slice(2);
const end = given.includes('--') ? given.indexOf('--') : given.length;
const [program, ...args] = given.slice(end + 1);

const shown = program === undefined ? undefined : run(program, args, { stdio: 'inherit' });
const statuses = await Promise.all([shown, ...given.slice(0, end).map(command => run(command, [], { shell: true, stdio: ['ignore', 'pipe', 'pipe'] }, shown))]);
process.exitCode = statuses.some(status => status) ? 1 : 0;

/** Ends with the exit status, or 1 if a signal ended the command or it could not be started. */
function run(command, arguments_, options, before) {
  return new Promise(resolve => {
    const child = spawn(command, arguments_, options);
    const written = [];
    for (const stream of ['stdout', 'stderr']) child[stream]?.on('data', data => written.push([stream, data]));
    child.on('error', error => written.push(['stderr', `${error.message}\n`]));
    child.on('close', async code => {
      await before;
      for (const [stream, data] of written) process[stream].write(data);
      if (code !== 0) process.stderr.write(`${command} ended with exit status ${code}\n`);
      resolve(code ?? 1);
    });
  });
}
