import { readFileSync, readdirSync } from 'fs';
import { join } from 'path';
import { Folder, core, module, script } from './rehearsal';

jest.setTimeout(240_000);

const GENERATED = /\/(cdk\.out|\.insync)\/|cv-core-apply-1\/src\/(definition|delivery)\//;

/** Stack traces of constructs, which the AWS CDK records for debugging: they contain file names, so they differ by folder, and are not deployed. */
const TRACES = /\.metadata\.json$/;

/** All files that were synthesized or generated in the builds of a rehearsal, by path. */
function generated(builds: string): Record<string, string> {
  const files = readdirSync(builds, { recursive: true, withFileTypes: true }).filter(entry => entry.isFile());
  const paths = files.map(entry => join(entry.parentPath, entry.name)).filter(path => GENERATED.test(path) && !TRACES.test(path) && !path.includes('/node_modules/'));
  return Object.fromEntries(paths.sort().map(path => [path.slice(builds.length), readFileSync(path, 'utf-8')]));
}

test('what is synthesized and generated is the same, byte for byte, over two runs from two folders', async () => {
  const outputs: Record<string, string>[] = [];
  for (const _ of ['first', 'second']) {
    const folder = new Folder();
    folder.write({ ...core(['one']), ...module('one', { consumes: ['base/ValueName'], produces: ['Out'] }), 'script.yaml': script(['one'], ['setup']) });
    const { code } = await folder.rehearse('script.yaml', '--work-dir', join(folder.path, 'work'), '--keep');
    expect(code).toBe(0);
    outputs.push(generated(join(folder.path, 'work', 'builds')));
    folder.remove();
  }

  const [first, second] = outputs;
  for (const name of ['prepared/own.template.json', 'prepared/modules.config.json', 'package/template.json', 'delivery/connection.template.json']) {
    expect(Object.keys(first).some(path => path.endsWith(name))).toBe(true);
  }
  expect(second).toEqual(first);
});
