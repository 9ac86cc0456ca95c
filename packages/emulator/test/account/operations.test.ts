import { readdirSync, readFileSync } from 'fs';
import { join } from 'path';
import { createAccount } from '../../src/account';
import { ABOUT } from '../../src/account/about';
import { operationsOf } from '../../src/account/operations';

const CLIENTS: Readonly<Record<string, string>> = { events: 'eventbridge', logs: 'cloudwatch-logs' };
const texts = readdirSync(__dirname, { recursive: true, encoding: 'utf8' })
  .filter(name => name.endsWith('.test.ts')).map(name => readFileSync(join(__dirname, name), 'utf8'));
const account = createAccount();

/** Commands and paginators that tests import from the SDK's client of a service. */
function tried(service: string): Set<string> {
  const imports = new RegExp(`import \\{([^}]*)\\} from '@aws-sdk/client-${CLIENTS[service] ?? service}'`, 'g');
  const names = texts.flatMap(text => [...text.matchAll(imports)].flatMap(([, list]) => list.match(/\w+/g) ?? []));
  return new Set(names.map(name => name.replace(/^paginate|Command$/g, '')));
}

/** Services without an installed SDK client: their calls are recognized by operation name. */
const WITHOUT_CLIENT: Readonly<Record<string, string>> = { cloudtrail: 'cloudtrail/cloudtrail.test.ts', codeconnections: 'codeconnections/clients.test.ts' };

function named(file: string): Set<string> {
  const text = readFileSync(join(__dirname, file), 'utf8');
  return new Set([...text.matchAll(/\bsend\('(\w+)'/g)].map(([, name]) => name));
}

test.each(account.serviceNames)('every operation of %s is tested through a client', service => {
  const operations = operationsOf(account, service);
  const known = WITHOUT_CLIENT[service] ? named(WITHOUT_CLIENT[service]) : tried(service);

  expect(operations.length).toBeGreaterThan(0);
  expect(operations.filter(operation => !known.has(operation))).toEqual([]);
});

test('every service is listed', () => {
  expect(Object.keys(ABOUT).sort()).toEqual(account.serviceNames.sort());
});
