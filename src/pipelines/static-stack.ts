import { App, CfnParameter, CfnParameterProps, Stack } from 'aws-cdk-lib';
import { Construct } from 'constructs';
import { TemplateSynthesizer } from './template-synthesizer';
import { CoreValue } from '../model/names';

/** A stack whose template is the same for all solutions: synthesized when this package is built, and configured by parameters. */
export function staticStack(scope: App, id: string, description: string): Stack {
  return new Stack(scope, id, { description, analyticsReporting: false, synthesizer: new TemplateSynthesizer() });
}

/** Parameters whose values are read from the parameter store, at paths that are given at deployment. */
export const coreParameters = (scope: Construct, values: Readonly<Record<string, CoreValue>>) => Object.entries(values).forEach(([name, value]) =>
  new CfnParameter(scope, name, { type: 'AWS::SSM::Parameter::Value<String>', description: `Path of the core's parameter ${value}` }));

/** A parameter with a literal value. */
export const textParameter = (scope: Construct, name: string, description: string, props: CfnParameterProps = {}) =>
  new CfnParameter(scope, name, { type: 'String', description, ...props });
