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

/** Types of modules of vehicles that go by `permissions`, and why no role gets them by default. */
const BY_PERMISSIONS: Readonly<Record<string, string>> = {
  'AWS::AppConfig::Application': 'creating them knows no resource, and their parts are under an id that AWS gives',
  'AWS::AppSync::GraphQLApi': 'AWS gives the id, and actions on data sources and resolvers know neither resources nor tags',
  'AWS::Events::EventBus': 'its handler changes who may put events, which knows no resource',
  'AWS::EC2::SecurityGroup': 'AWS gives the id; networks belong to the account',
  'AWS::IoT::FleetMetric': 'its query reads the index of all devices of the account',
  'AWS::IoT::JobTemplate': 'its handler reads documents of jobs from any bucket',
  'AWS::IoT::ThingType': 'types describe the things of the account, which no solution owns',
  'AWS::Lambda::LayerVersion': 'it gets no name of the module unless its author gives it one',
  'AWS::Lambda::Url': 'it opens a function to the internet',
  'AWS::Location::APIKey': 'it passes rights on to whoever has it',
  'AWS::Location::GeofenceCollection': 'what reads and writes it needs permissions as well',
  'AWS::Location::RouteCalculator': 'what asks it for routes needs permissions as well',
  'AWS::Location::Tracker': 'what reads and writes positions needs permissions as well',
  'AWS::OpenSearchServerless::Collection': 'AWS gives the id, and it needs policies that are the account\'s',
  'AWS::SES::Template': 'its actions know no resource',
  'AWS::Timestream::Database': 'AWS accepts no new customers',
  'AWS::Timestream::Table': 'AWS accepts no new customers',
};

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
    ...Object.entries(BY_PERMISSIONS).map(([type, reason]) => {
      const [service, name] = [type.split('::').slice(0, 2).join('::'), type.split('::').slice(2).join('::')];
      return `| \`${service}::\` | ${name} | by \`permissions\`: ${reason} | ${hasGeneratedId(type) ? 'AWS gives the id' : '`<s>-<m>-...`, if the permissions say so'} |`;
    }),
  ];
  const table = ['| service | types | | names |', '|---|---|---|---|', ...rows, ''].join('\n');
  const current = written.replace(TYPES, (_, start, end) => start + table + end)
    .replace(PROPERTIES, (_, start, end) => start + propertiesTable(types, deployed) + end);
  return { written, current, overlap: Object.keys(BY_PERMISSIONS).filter(type => types.includes(type)) };
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
