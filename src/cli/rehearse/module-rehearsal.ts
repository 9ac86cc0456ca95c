import { existsSync, readFileSync } from 'fs';
import { join } from 'path';
import { ALLOWANCES, type Allowance } from '../../model/entry';
import { isObject } from '../../model/json';
import { readReference } from '../../rehearsal/module/reference';
import { ModuleRehearsal } from '../../rehearsal/module/rehearsal';
import type { Values } from '../../rehearsal/module/stand-ins';
import { verdictLines } from '../../rehearsal/module/verdict';
import type { Report } from '../../rehearsal/report';
import { cdkProblem } from '../bundle/cdk-installation';
import { MODULE_FILE } from '../cloudformation-module/module-file';
import { fail, usageError } from '../terminal/failure';

export interface ModuleArguments {
  /** Folder of the module. */
  readonly module?: string;
  /** File with values of outputs of modules that it consumes. */
  readonly standIns?: string;
  /** What its entry allows. */
  readonly allow?: readonly string[];
}

/** The rehearsal of a module, if one was asked for. */
export function moduleRehearsal(script: string | undefined, options: ModuleArguments, assets: string): ModuleRehearsal | undefined {
  const { module, standIns, allow = [] } = options;
  if (module === undefined) {
    const [option] = [...standIns === undefined ? [] : ['--stand-ins'], ...allow.length ? ['--allow'] : []];
    return option === undefined ? undefined : usageError(`${option} is for the rehearsal of a module, expected --module FOLDER, too`);
  }
  const unknown = allow.filter(each => !(ALLOWANCES as readonly string[]).includes(each));
  if (unknown.length) usageError(`--allow ${unknown.join(', ')}: expected ${ALLOWANCES.join(' or ')}`);
  if (script !== undefined) usageError('found a script and --module, expected one of them: a script names its modules itself');
  if (!existsSync(join(module, 'cdk.json'))) {
    fail(`${join(module, 'cdk.json')} is missing, expected the folder of a module, whose app it names`
      + (existsSync(join(module, MODULE_FILE)) ? `; rehearse a module without the CDK (${MODULE_FILE}) with a script: cv-insync rehearse SCRIPT` : ''));
  }
  const problem = cdkProblem(module);
  if (problem) fail(problem);
  return new ModuleRehearsal(module, readReference(assets), standIns === undefined ? {} : readValues(standIns), allow as readonly Allowance[]);
}

function readValues(file: string): Values {
  const expected = 'expected JSON with texts by module and output, like { "weather": { "Url": "https://weather.example" } }';
  let values: unknown;
  try {
    values = JSON.parse(readFileSync(file, 'utf8'));
  } catch (error) {
    return fail(`${file}: ${(error as Error).message}; ${expected}`);
  }
  const isValues = isObject(values) && Object.values(values).every(outputs => isObject(outputs) && Object.values(outputs).every(value => typeof value === 'string' && value));
  return isValues ? values as Values : fail(`${file}: ${expected}`);
}

/** Adds the results of the module to the report. The rehearsal fails if one of them is negative. */
export function withVerdict(rehearsal: ModuleRehearsal, report: Report): Report {
  const module = rehearsal.verdict(report);
  const isBad = !module || [module.installs, module.updates, module.isStable, module.removes, module.reinstalls].includes(false);
  return { ...report, ...module && { module }, result: isBad ? 'failed' : report.result };
}

export const verdictText = ({ module }: Report) => module ? `\n${verdictLines(module).join('\n')}\n` : '';
