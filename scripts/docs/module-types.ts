/**
 * Writes the resource types that a module may create, by default or by `permissions`, into docs/authors.md:
 * `npx tsx --tsconfig tsconfig.dev.json scripts/docs/module-types.ts`.
 */
import { readFileSync, writeFileSync } from 'fs';
import { join } from 'path';
import { App } from 'aws-cdk-lib';
import { ROOT } from './import-graph';
import { resourcesByProperty } from './type-properties';
import { defaultTypes } from '../../src/cli/rights/default-types';
import { type DeployedModule, deployedModule, missingRights } from '../../src/cli/rights/module-rights';
import { deliveryTemplate } from '../../src/pipelines/delivery/template';
import { hasGeneratedId } from '@cv-insync/emulator/facts';

const PAGE = join(ROOT, 'docs/authors.md');
const TYPES = /(<!-- types[^>]*-->\n)[^]*(<!-- \/types -->)/;
const PROPERTIES = /(<!-- properties[^>]*-->\n)[^]*(<!-- \/properties -->)/;

/** Types of modules of vehicles that go by `permissions`, as AWS gives their resources ids, or they reach beyond the module. */
const BY_PERMISSIONS = [
  'AWS::AppConfig::Application', 'AWS::AppSync::GraphQLApi', 'AWS::Events::EventBus', 'AWS::IoT::FleetMetric', 'AWS::IoT::JobTemplate', 'AWS::IoT::ThingType',
  'AWS::Lambda::LayerVersion', 'AWS::Lambda::Url', 'AWS::Location::GeofenceCollection', 'AWS::Location::RouteCalculator', 'AWS::Location::Tracker',
  'AWS::OpenSearchServerless::Collection', 'AWS::SES::Template', 'AWS::Timestream::Database', 'AWS::Timestream::Table',
];

/** Types whose names have another form than the prefix. */
const NAMES: Readonly<Record<string, string>> = {
  'AWS::ApiGateway': 'tags',
  'AWS::ApiGatewayV2': 'tags, parts by their API',
  'AWS::Cognito': 'tags',
  'AWS::KMS': 'tags',
  'AWS::IAM': '`<s>-<m>-...`; roles with the solution\'s boundary',
  'AWS::IoT': '`<s>-<m>-...`; rules `<s>_<m>_...`',
  'AWS::Lambda': '`<s>-<m>-...`; event source mappings by their function',
  'AWS::Logs': '`<s>-<m>-...`, `/aws/.../<s>-<m>-...`',
  'AWS::SSM': '`/<s>-<m>/...`, `<s>-<m>-...`; outputs and contract by `produce()`',
};

/** The page as it is, and with the current tables. */
export function typesPage() {
  const written = readFileSync(PAGE, 'utf8');
  const deployed = deployedModule(template(), 'connected-vehicle', 'dtc');
  const types = defaultTypes(deployed);
  const rows = [
    ...[...byService(types)].map(([service, names]) => `| \`${service}::\` | ${names.join(', ')} | by default | ${NAMES[service] ?? '`<s>-<m>-...`'} |`),
    ...[...byService(BY_PERMISSIONS)].map(([service, names]) => {
      const rule = names.every(name => hasGeneratedId(`${service}::${name}`)) ? 'AWS gives the id' : '`<s>-<m>-...`, if the permissions say so';
      return `| \`${service}::\` | ${names.join(', ')} | by \`permissions\` | ${rule} |`;
    }),
  ];
  const table = ['| service | types | | names |', '|---|---|---|---|', ...rows, ''].join('\n');
  const current = written.replace(TYPES, (_, start, end) => start + table + end)
    .replace(PROPERTIES, (_, start, end) => start + propertiesTable(types, deployed) + end);
  return { written, current, overlap: BY_PERMISSIONS.filter(type => types.includes(type)) };
}

/** The properties of types by default for which the role lacks a right. */
function propertiesTable(types: readonly string[], deployed: DeployedModule): string {
  const rows = types.flatMap(type => {
    const needing = resourcesByProperty(type, deployed).flatMap(({ property, resource, actions }) => {
      const missing = missingRights(resource, deployed)!.map(({ action }) => action).filter(action => actions.includes(action));
      return missing.length ? `${property} (\`${missing.join('`, `')}\`)` : [];
    });
    return needing.length ? `| \`${type}\` | ${needing.join(', ')} |` : [];
  });
  return ['| type | properties that need `permissions` |', '|---|---|', ...rows, ''].join('\n');
}

function byService(types: readonly string[]): Map<string, string[]> {
  const services = new Map<string, string[]>();
  for (const type of types) {
    const [aws, service, ...name] = type.split('::');
    services.set(`${aws}::${service}`, [...services.get(`${aws}::${service}`) ?? [], name.join('::')]);
  }
  return services;
}

function template(): unknown {
  const app = new App();
  const stack = deliveryTemplate(app, 'connection');
  return app.synth().getStackArtifact(stack.artifactId).template;
}

if (require.main === module) writeFileSync(PAGE, typesPage().current);
