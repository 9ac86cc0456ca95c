import { mkdtempSync, rmSync, writeFileSync } from 'fs';
import { tmpdir } from 'os';
import { join } from 'path';
import { stacksIn } from '../../src/rehearsal/deploy';

test('the stacks of an assembly are found by the names that they are deployed under, with their tags', () => {
  const folder = mkdtempSync(join(tmpdir(), 'assembly-'));
  writeFileSync(join(folder, 'manifest.json'), JSON.stringify({
    artifacts: {
      dtc: { type: 'aws:cloudformation:stack', properties: { templateFile: 'dtc.template.json' } },
      registration: { type: 'aws:cloudformation:stack', properties: { stackName: 'cv-registration-dtc', templateFile: 'r.template.json', tags: { a: 'b' } } },
      Tree: { type: 'cdk:tree', properties: { file: 'tree.json' } },
    },
  }));

  expect(stacksIn(folder)).toEqual([
    { stackName: 'dtc', templateFile: 'dtc.template.json', tags: {} },
    { stackName: 'cv-registration-dtc', templateFile: 'r.template.json', tags: { a: 'b' } },
  ]);
  rmSync(folder, { recursive: true });
});
