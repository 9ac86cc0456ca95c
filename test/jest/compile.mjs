// Compiles the files that jest loads with esbuild, as for the command line. tsc checks the types once.
import { createHash } from 'node:crypto';
import { transformSync, version } from 'esbuild';

/** As TypeScript does for CommonJS, `import()` becomes a call that jest can intercept. */
const OPTIONS = { loader: 'ts', format: 'cjs', target: 'es2022', supported: { 'dynamic-import': false }, sourcemap: true };

export default {
  process: (text, file) => transformSync(text, { ...OPTIONS, sourcefile: file }),
  getCacheKey: (text, file) => createHash('sha256').update(JSON.stringify([text, file, version, OPTIONS])).digest('hex'),
};
