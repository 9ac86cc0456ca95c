import { existsSync, readFileSync } from 'fs';
import { createRequire } from 'module';
import { delimiter, dirname, join, resolve } from 'path';

const LIBRARY = 'aws-cdk-lib';

/** Programs that run an app with Node.js, which then needs the library. */
const NODE_PROGRAMS = /\b(node|tsx|ts-node)\b/;

/** Why `npx cdk synth` cannot work in the folder of an app, and what to do; nothing if what it needs is installed. */
export function cdkProblem(appFolder: string, path = process.env.PATH ?? ''): string | undefined {
  const folder = resolve(appFolder);
  const { dependencies, devDependencies, peerDependencies } = readJson(join(folder, 'package.json'));
  const declared: Record<string, unknown> = { ...dependencies, ...devDependencies, ...peerDependencies };
  if (!hasCommandLine(folder, path)) {
    return `${folder}: the CDK's command line is not installed, expected the program cdk in node_modules/.bin here or above, or in PATH; `
      + (declared['aws-cdk'] ? 'run npm install there' : 'install it there: npm install --save-dev aws-cdk');
  }
  const needsLibrary = LIBRARY in declared || NODE_PROGRAMS.test(String(readJson(join(folder, 'cdk.json')).app));
  if (needsLibrary && !resolves(folder, LIBRARY)) {
    return `${folder}: the package ${LIBRARY} is not installed, which the app needs; `
      + (LIBRARY in declared ? 'run npm install there' : `install it there: npm install ${LIBRARY} constructs`);
  }
  return undefined;
}

/** `npx` finds programs of the folder and those above it, and globally installed ones. Other projects' folders in PATH do not count. */
function hasCommandLine(folder: string, path: string): boolean {
  const places = [...upwards(folder).map(at => join(at, 'node_modules', '.bin')), ...path.split(delimiter).filter(at => at && !at.includes('node_modules'))];
  return places.some(at => existsSync(join(at, 'cdk')));
}

const upwards = (folder: string): string[] => dirname(folder) === folder ? [folder] : [folder, ...upwards(dirname(folder))];

function resolves(folder: string, name: string): boolean {
  try {
    createRequire(join(folder, 'package.json')).resolve(name);
    return true;
  } catch {
    return false;
  }
}

/** A file that cannot be read is reported by the CDK. */
function readJson(file: string): Record<string, any> {
  try {
    return JSON.parse(readFileSync(file, 'utf8')) ?? {};
  } catch {
    return {};
  }
}
