/**
 * Writes what AWS publishes about actions, resource types and the handlers of CloudFormation's types into src/facts, from pinned sources:
 * `npx projen facts`. Without Python and without the wheel, the handlers are left as they are.
 */
import { writeFileSync } from 'fs';
import { join } from 'path';
import { authorization } from './authorization';
import { handlers } from './handlers';
import { managedPolicies, MOTO } from './managed-policies';
import { CFN_LINT, schemas } from './schemas';

const FOLDER = join(__dirname, '../../src/facts');

const write = (name: string, content: object) => writeFileSync(join(FOLDER, `${name}.generated.json`), `${JSON.stringify(content, null, 1)}\n`);

async function main() {
  const actions = await authorization();
  write('authorization', actions);
  const published = schemas();
  if (published) write('handlers', handlers(published, actions));
  else console.error(`handlers.generated.json is not checked: cfn-lint ${CFN_LINT.version} could not be downloaded, which needs Python with pip`);
  const managed = managedPolicies();
  if (managed) write('managed-policies', managed);
  else console.error(`managed-policies.generated.json is not checked: moto ${MOTO.version} could not be downloaded, which needs Python with pip`);
}

void main();
