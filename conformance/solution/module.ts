import { type Files, packageFiles } from './files';

export interface ModuleOptions {
  readonly name: string;
  /** Outputs that it reads, as `module/Output`. */
  readonly consumes?: readonly string[];
  /** Outputs that it produces. */
  readonly produces?: readonly string[];
  /** The value of its resource. */
  readonly value?: string;
  /** The command that tests it. */
  readonly test?: string;
  /** Resources besides its parameter. */
  readonly resources?: Readonly<Record<string, unknown>>;
}

/** A module without the CDK: one parameter whose value contains everything that the module consumes. */
export function moduleFiles({ name, consumes = [], produces = [], value = 'one', test, resources = {} }: ModuleOptions, tarball: Uint8Array): Files {
  const read = consumes.map((output, index) => ({ Module: output.split('/')[0], Output: output.split('/')[1], Parameter: `Read${index}` }));
  const manifest = {
    Name: name,
    Description: `The module ${name}`,
    Version: '1.0.0',
    ...read.length ? { Consumes: read } : {},
    ...produces.length ? { Produces: produces.map(Name => ({ Name, Description: `Output ${Name}` })) } : {},
    Parameters: [{ Name: 'Threshold', Description: 'A number', Default: 10 }],
  };
  const template = {
    Parameters: {
      Threshold: { Type: 'Number', Default: 10 },
      ...Object.fromEntries(read.map(({ Parameter }) => [Parameter, { Type: 'AWS::SSM::Parameter::Value<String>' }])),
    },
    Resources: {
      Value: {
        Type: 'AWS::SSM::Parameter',
        Properties: { Type: 'String', Value: { 'Fn::Sub': [name, value, '${Threshold}', ...read.map(({ Parameter }) => `\${${Parameter}}`)].join(' ') } },
      },
      ...resources,
    },
    ...produces.length ? { Outputs: Object.fromEntries(produces.map(output => [output, { Value: { Ref: 'Value' } }])) } : {},
  };
  return {
    ...packageFiles(name, tarball, test === undefined ? {} : { scripts: { test } }),
    // JSON is YAML.
    'module.yaml': JSON.stringify(manifest, undefined, 2),
    'cloudformation.yaml': JSON.stringify(template, undefined, 2),
  };
}
