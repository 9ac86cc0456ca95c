// Rewrites the compiled index to load each class on first use, as aws-cdk-lib's index does, so that importing one class does not load the
// others.
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

const file = join(import.meta.dirname, '..', '..', 'lib', 'index.js');
const text = readFileSync(file, 'utf8');
const modules = new Map([...text.matchAll(/^var (\w+) = (require\("[^"]+"\));\n/gm)].map(([, name, call]) => [name, call]));
const lazy = text.replace(/^var \w+ = require\("[^"]+"\);\n/gm, '').replace(/return (\w+)\./g, (all, name) => (modules.has(name) ? `return ${modules.get(name)}.` : all))
  // Node.js detects the named exports of a CommonJS file by scanning its text: `exports.Name = ...` adds a name, but an unknown form of
  // getter removes it. A getter whose name is in parentheses is ignored.
  .replace(/^Object\.defineProperty\(exports, ("(?!__)\w+")/gm, 'Object.defineProperty(exports, ($1)');
writeFileSync(file, lazy);
