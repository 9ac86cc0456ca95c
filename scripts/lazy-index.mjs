// Lets the compiled index load a class when it is first used, as aws-cdk-lib's own index does: who imports the package for one
// class does not wait for the others.
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

const file = join(import.meta.dirname, '..', 'lib', 'index.js');
const text = readFileSync(file, 'utf8');
const modules = new Map([...text.matchAll(/^var (\w+) = (require\("[^"]+"\));\n/gm)].map(([, name, call]) => [name, call]));
const lazy = text.replace(/^var \w+ = require\("[^"]+"\);\n/gm, '').replace(/return (\w+)\./g, (all, name) => (modules.has(name) ? `return ${modules.get(name)}.` : all));
writeFileSync(file, lazy);
