// Runs commands at the same time: `node at-once.mjs "tsc --noEmit" "eslint ."`. What a command writes is shown when it has ended. Fails if one of them fails.
import { spawn } from 'node:child_process';

const statuses = await Promise.all(process.argv.slice(2).map(run));
process.exitCode = statuses.some(status => status !== 0) ? 1 : 0;

function run(command) {
  return new Promise(resolve => {
    const child = spawn(command, { shell: true, stdio: ['ignore', 'pipe', 'pipe'] });
    const written = [];
    for (const stream of ['stdout', 'stderr']) child[stream].on('data', data => written.push([stream, data]));
    child.on('close', status => {
      for (const [stream, data] of written) process[stream].write(data);
      if (status !== 0) process.stderr.write(`${command} ended with exit status ${status}\n`);
      resolve(status);
    });
  });
}
