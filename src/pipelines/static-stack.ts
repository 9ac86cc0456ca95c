import { App, CfnParameter, CfnParameterProps, Stack } from 'aws-cdk-lib';
import { Construct } from 'constructs';
import { TemplateSynthesizer } from './template-synthesizer';
import { CoreValue } from '../model/names';

/** A stack whose template is the same for everybody: made when this package is built, filled in by its parameters. */
export function staticStack(scope: App, id: string, description: string): Stack {
  return new Stack(scope, id, { description, analyticsReporting: false, synthesizer: new TemplateSynthesizer() });
}

/** A parameter whose value lies at a path of the parameter store, which whoever deploys the stack names. */
export const coreParameters = (scope: Construct, values: Readonly<Record<string, CoreValue>>) => Object.entries(values).forEach(([name, value]) =>
  new CfnParameter(scope, name, { type: 'AWS::SSM::Parameter::Value<String>', description: `Path of the core's parameter ${value}` }));

/** A parameter that is given as it is. */
export const textParameter = (scope: Construct, name: string, description: string, props: CfnParameterProps = {}) =>
  new CfnParameter(scope, name, { type: 'String', description, ...props });
