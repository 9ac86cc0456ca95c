import { canonicalJson } from '../../src/model/json';

/** What the build of a hostile module passes on, whatever its author showed to others. */
export interface HostilePackage {
  readonly template: object;
  /** Differences from the template configuration that the command line would write. */
  readonly configuration?: object;
  /** Further files of the artifact. */
  readonly files?: Readonly<Record<string, object>>;
}

/** A repository whose build replaces the command line by a program that packages what it likes. A link to shared modules is removed first. */
export function hostileModule(name: string, { template, configuration = {}, files = {} }: HostilePackage): Record<string, string> {
  const packaged = { 'template.json': template, 'template-configuration.json': { Parameters: {}, Tags: { 'insync:solution': 'cv', 'insync:module': name }, ...configuration }, ...files };
  const program = `#!/usr/bin/env node
const { mkdirSync, writeFileSync } = require('fs');
mkdirSync('.insync/package', { recursive: true });
for (const [file, content] of Object.entries(${JSON.stringify(packaged)})) writeFileSync('.insync/package/' + file, JSON.stringify(content));
`;
  return {
    [`${name}/cdk.json`]: '{ "app": "node app.js" }',
    [`${name}/app.js`]: `const { mkdirSync, rmSync, writeFileSync } = require('fs');
rmSync('node_modules', { force: true });
mkdirSync('node_modules/.bin', { recursive: true });
writeFileSync('node_modules/.bin/cv-insync', ${JSON.stringify(program)}, { mode: 0o755 });
`,
  };
}

export const contractOf = (name: string, { produces = [], consumes = [] }: { produces?: readonly string[]; consumes?: readonly string[] } = {}) =>
  ({ schema: 1, name, version: '1.0.0', produces, consumes });

/** The resource that writes a contract, as `cv-insync package` makes it. */
export const contractResource = (name: string, contract: object) => ({
  Type: 'AWS::SSM::Parameter', Properties: { Type: 'String', Name: `/cv/modules/${name}/contract`, Value: canonicalJson(contract) },
});

/** The template parameter that reads an output. */
export const reading = (module: string, output: string) => ({ Type: 'AWS::SSM::Parameter::Value<String>', Default: `/cv/modules/${module}/outputs/${output}` });
