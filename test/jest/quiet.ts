// Loaded into each suite before its tests, so that a run prints one line per suite.

/** The line that the AWS CDK prints for each function that it bundles. No option disables it. */
const BUNDLING = /^Bundling asset .*\n$/;

const write = process.stderr.write.bind(process.stderr);
const unlessBundling = (chunk: Uint8Array | string, ...rest: []) => BUNDLING.test(String(chunk)) || write(chunk, ...rest);
process.stderr.write = unlessBundling as typeof process.stderr.write;
