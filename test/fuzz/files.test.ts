import { readdirSync, readFileSync } from 'fs';
import { join } from 'path';
import Ajv from 'ajv';
import fc from 'fast-check';
import { parse, parseDocument, stringify } from 'yaml';
import { fuzz } from '../../packages/emulator/test/fuzz/fuzz';
import { mutated, mutatedText } from '../../packages/emulator/test/fuzz/mutants';
import schema from '../../schemas/module.schema.json';
import { readModuleFile } from '../../src/cli/cloudformation-module/module-file';
import { ProblemsError } from '../../src/model/problem';
import { parseScript } from '../../src/rehearsal/script';

const ROOT = join(__dirname, '../..');
const read = (file: string) => readFileSync(join(ROOT, file), 'utf8');
const text = (examples: readonly string[]) =>
  fc.oneof(mutatedText(examples), mutated(examples.map(each => parse(each))).map(each => stringify(each)));

const isValid = new Ajv().compile(schema);
fuzz('module.yaml', 6_000, text([read('examples/modules/poi/module.yaml')]), given => {
  const { value, problems } = readModuleFile(given);
  expect(value === undefined).toBe(problems.length > 0);
  if (value) expect({ given, valid: isValid(parseDocument(given, { uniqueKeys: true }).toJS()) }).toEqual({ given, valid: true });
});

const SCRIPTS = ['examples/rehearse.yaml', ...readdirSync(join(ROOT, 'test'), { recursive: true, encoding: 'utf8' })
  .filter(file => /rehearse[\w-]*\.yaml$/.test(file)).map(file => join('test', file))];
fuzz('rehearsal scripts', 8_000, text(SCRIPTS.map(read)), given => {
  try {
    parseScript(given, 'rehearse.yaml', join(ROOT, 'examples'));
  } catch (error) {
    if (!(error instanceof ProblemsError)) throw error;
    expect(error.problems.length).toBeGreaterThan(0);
  }
});
