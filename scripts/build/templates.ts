import { mkdirSync, writeFileSync } from 'fs';
import { dirname, join } from 'path';
import { renderStaticTemplates } from '../../src/pipelines/templates';

/** Writes the templates that are the same for all solutions to the package's assets. */
for (const [file, template] of Object.entries(renderStaticTemplates())) {
  const path = join(__dirname, '..', '..', 'assets', file);
  mkdirSync(dirname(path), { recursive: true });
  writeFileSync(path, template);
}
