import { once } from 'node:events';
import { createWriteStream } from 'node:fs';
import { Failure, Output } from './output';

/** Writes each message as a line of JSON, `{"topic": ..., "payload": ...}`, to a file, or to standard output if `out` is `-`. */
export async function linesTo(out: string): Promise<Output> {
  const where = out === '-' ? 'standard output' : out;
  const failure = ({ message }: Error) => new Failure(`cannot write to ${where}: ${message}`);
  const stream = out === '-' ? process.stdout : createWriteStream(out);
  if (stream !== process.stdout) await once(stream, 'open').catch(error => { throw failure(error); });
  stream.on('error', () => undefined); // reported by the failed write
  return {
    publish(messages) {
      const text = messages.map(({ topic, payload }) => `${JSON.stringify({ topic, payload })}\n`).join('');
      if (!text) return Promise.resolve(messages);
      return new Promise((resolve, reject) => stream.write(text, error => error ? reject(failure(error)) : resolve(messages)));
    },
    async end() {
      if (stream !== process.stdout) await new Promise<void>(resolve => stream.end(resolve));
    },
  };
}
