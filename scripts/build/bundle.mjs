// Bundles the command line and the functions with esbuild: see projenrc/command-line.ts.
import { chmodSync, existsSync, readFileSync, readdirSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { brotliCompressSync, constants } from 'node:zlib';
import { build } from 'esbuild';
import { noticesOf } from './notices.mjs';

const root = join(dirname(fileURLToPath(import.meta.url)), '..', '..');

/** Large generated data, compressed, which is read when it is needed: as an object literal, each command would compile it. The highest quality takes three times as long. */
const dataCompressed = {
  name: 'data-compressed',
  setup: ({ onLoad }) => onLoad({ filter: /\.generated\.json$/ }, ({ path }) => {
    const params = { [constants.BROTLI_PARAM_LGWIN]: constants.BROTLI_MAX_WINDOW_BITS, [constants.BROTLI_PARAM_QUALITY]: 10 };
    const compressed = brotliCompressSync(JSON.stringify(JSON.parse(readFileSync(path, 'utf8'))), { params }).toString('base64');
    return { contents: `module.exports = JSON.parse(require('zlib').brotliDecompressSync(Buffer.from('${compressed}', 'base64')).toString())`, loader: 'js' };
  }),
};
/** Dependencies of the emulator's tables, which are in memory: code for files, which is native, and functions that are not used. */
const replaced = {
  name: 'replaced',
  setup: ({ onResolve }) => onResolve({ filter: /^(async|level)$/ }, ({ path }) => ({ path: join(root, 'scripts', 'build', 'replaced', `${path}.cjs`) })),
};
/**
 * Clients of the AWS SDK are one file for the command line and for the functions that it runs, so that the package contains each once. They are
 * loaded when they are needed.
 */
const SDK = /^@(aws-sdk|smithy)\//;
const shared = new Set();
const sharedSdk = {
  name: 'shared-sdk',
  setup({ onResolve, onLoad }) {
    onResolve({ filter: SDK }, ({ path, importer }) => importer.includes('node_modules') ? undefined : { path, namespace: 'sdk' });
    onLoad({ filter: /^/, namespace: 'sdk' }, ({ path }) => {
      shared.add(path);
      return { contents: `module.exports = require('./aws-sdk.js')[${JSON.stringify(path)}]()`, loader: 'js' };
    });
    onResolve({ filter: /^\.\/aws-sdk\.js$/ }, ({ path }) => ({ path, external: true }));
  },
};
const sdkOf = names => `module.exports = { ${[...names].sort().map(name => `${JSON.stringify(name)}: () => require(${JSON.stringify(name)})`).join(', ')} };`;

const { version } = JSON.parse(readFileSync(join(root, 'package.json'), 'utf8'));
const common = {
  absWorkingDir: root,
  bundle: true,
  platform: 'node',
  format: 'cjs',
  minify: true,
  legalComments: 'none',
  metafile: true,
  logLevel: 'warning',
  plugins: [dataCompressed, replaced],
  alias: { '@cv-insync/emulator': './packages/emulator/src' },
};
const commandLine = {
  ...common,
  target: 'node20',
  // The SDK is part of the bundle, so users cannot act on its warnings about the Node.js version.
  define: { 'process.env.AWS_SDK_JS_NODE_VERSION_SUPPORT_WARNING_DISABLED': '"true"' },
};
const functions = readdirSync(join(root, 'src/functions')).filter(file => file.endsWith('.lambda.ts'));

const bundles = await Promise.all([
  build({
    ...commandLine,
    entryPoints: ['src/cli/main.ts'],
    outfile: 'assets/cv-insync.js',
    define: { ...commandLine.define, 'process.env.INSYNC_VERSION': JSON.stringify(version) },
    plugins: [...common.plugins, sharedSdk],
    banner: { js: '#!/usr/bin/env node' },
  }),
  build({ ...commandLine, entryPoints: ['src/cli/apply/standalone.ts'], outfile: 'assets/apply.js' }),
  build({ ...commandLine, entryPoints: ['packages/emulator/src/run-function.ts'], outfile: 'assets/run-function.js', plugins: [...common.plugins, sharedSdk] }),
  build({ ...commandLine, entryPoints: ['packages/emulator/src/run-forwarder.ts'], outfile: 'assets/run-forwarder.js' }),
  ...functions.map(file => build({
    ...common,
    entryPoints: [`src/functions/${file}`],
    outfile: `assets/functions/${file.replace('.lambda.ts', '.js')}`,
    target: 'node24',
    external: ['@aws-sdk/*'],
    // Handlers are assigned to `exports`: esbuild's code for exports of ES modules has 500 bytes.
    logOverride: { 'commonjs-variable-in-esm': 'silent' },
  })),
]);
bundles.push(await build({ ...commandLine, stdin: { contents: sdkOf(shared), resolveDir: root }, outfile: 'assets/aws-sdk.js' }));
if (existsSync(join(root, 'assets/cv-insync.js'))) chmodSync(join(root, 'assets/cv-insync.js'), 0o755);
writeFileSync(join(root, 'assets/THIRD-PARTY-NOTICES.txt'), noticesOf(root, bundles.map(({ metafile }) => metafile)));
