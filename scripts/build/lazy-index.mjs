// Lets the compiled index load a class when it is first used, as aws-cdk-lib's own index does: who imports the package for one
// class does not wait for the others.
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

const file = join(import.meta.dirname, '..', '..', 'lib', 'index.js');
const text = readFileSync(file, 'utf8');
const modules = new Map([...text.matchAll(/^var (\w+) = (require\("[^"]+"\));\n/gm)].map(([, name, call]) => [name, call]));
const lazy = text.replace(/^var \w+ = require\("[^"]+"\);\n/gm, '').replace(/return (\w+)\./g, (all, name) => (modules.has(name) ? `return ${modules.get(name)}.` : all))
  // Node.js finds the names that ES modules import by reading, not running, this file; a getter that it does not know takes a name away
  // again that `exports.Name = ...` has given. In parentheses, the name of the getter is passed over.
  .replace(/^Object\.defineProperty\(exports, ("(?!__)\w+")/gm, 'Object.defineProperty(exports, ($1)');
writeFileSync(file, lazy);
