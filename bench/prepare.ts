/** Plans and generates a definition of BENCH_ENTRIES entries, from their text to the finished bundle. */
import { readFileSync } from 'fs';
import { join } from 'path';
import { report } from './measure';
import { generate } from '../src/cli/bundle/generate';

const count = Number(process.env.BENCH_ENTRIES);
const assets = join(__dirname, '..', 'assets');
const template = (name: string) => readFileSync(join(assets, 'templates', `${name}.template.json`), 'utf-8');

void report(() => generate(
  Array.from({ length: count }, (_, index) => ({
    owner: 'core' as const,
    name: `module${index}`,
    value: JSON.stringify({
      schema: 1, name: `module${index}`, source: { kind: 'github', repository: `acme/cv-${index}`, branch: 'main' }, parameters: { Threshold: `${index}` },
    }),
  })),
  { solution: 'connected-vehicle', core: ['auth', 'fleet', 'telemetry'] },
  {
    apply: readFileSync(join(assets, 'apply.js')),
    deliveryTemplates: { connection: template('delivery-connection'), s3: template('delivery-s3') },
    modulesTemplate: template('modules'),
  },
));
