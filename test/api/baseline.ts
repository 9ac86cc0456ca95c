import { writeFileSync } from 'fs';
import { join } from 'path';
import { type Api, type PackageName, readJson, ROOT } from '../../scripts/docs/jsii-assembly';

export const baselineFile = (name: PackageName) => join('api', `${name}.json`);

export const baseline = (name: PackageName): Api => readJson(join(ROOT, baselineFile(name)));

export const writeBaseline = (api: Api) => writeFileSync(join(ROOT, baselineFile(api.name)), `${JSON.stringify(api, undefined, 1)}\n`);
