import { contractPath, moduleStackName, outputPath } from '../../../model/names';
import { namePrefix, nameProperty } from '../../../model/resource-names';
import { constantText, knownStart } from '../../cloudformation-module/expressions';
import type { Found, Rule, Subject } from '../subject';

/** Types whose names the deploy role is limited by, in addition to those that cv-insync names. */
const PROPERTIES: Readonly<Record<string, string>> = {
  'AWS::CloudWatch::Alarm': 'AlarmName',
  'AWS::DynamoDB::Table': 'TableName',
  'AWS::IoT::Policy': 'PolicyName',
  'AWS::Kinesis::Stream': 'Name',
  'AWS::Logs::LogGroup': 'LogGroupName',
  'AWS::SNS::Topic': 'TopicName',
};

/** The property that names a resource of a type. */
export const physicalNameProperty = (type: string): string | undefined => nameProperty(type) ?? PROPERTIES[type];

/** Pseudo parameters whose values cannot begin like the name of a module. */
const PSEUDO = Object.fromEntries(['AccountId', 'NotificationARNs', 'Partition', 'Region', 'StackId', 'URLSuffix'].map(name => [`AWS::${name}`, `\${AWS::${name}}`]));

/** Names of resources, as far as they are known before the deployment, with the prefix that they need. */
function givenNames({ solution, module, template }: Subject) {
  const registry = [contractPath(solution, module), outputPath(solution, module, '')];
  const known = { ...PSEUDO, 'AWS::StackName': moduleStackName(solution, module) };
  return Object.entries(template.Resources).flatMap(([id, { Type, Properties = {} }]) => {
    const property = physicalNameProperty(Type);
    const written = property === undefined ? undefined : Properties[property];
    if (written === undefined) return [];
    const whole = constantText(written, known);
    const name = whole ?? knownStart(written, known);
    const prefix = namePrefix(solution, module, Type);
    // Contract and outputs have their place in the registry; other parameters may form a path of their own.
    const accepted = Type === 'AWS::SSM::Parameter' ? [...registry, prefix, `/${prefix.slice(0, -1)}/`, `/${prefix}`] : [prefix];
    return [{ id, property, written, name: Type === 'AWS::Logs::LogGroup' ? name.replace(/^\/aws\/[^/]+\//, '') : name, isWhole: whole !== undefined, prefix, accepted }];
  });
}

/** The deploy role may create no resource with another prefix. */
export const physicalName: Rule = {
  name: 'physical-name',
  severity: 'error',
  find: subject => givenNames(subject)
    .filter(({ name, accepted, isWhole }) => !accepted.some(prefix => name.startsWith(prefix) || !isWhole && prefix.startsWith(name)))
    .map(({ id, property, name, isWhole, prefix }): Found => ({
      where: subject.place(['Resources', id, 'Properties', property!]),
      reason: `the name "${name}${isWhole ? '' : '...'}" does not begin with "${prefix}", the prefix that the module's deploy role is limited to`,
      fix: `leave ${property} out, or let it begin with "${prefix}"`,
    })),
};

/** In another solution, the module would need another prefix. A synthesized template is for one solution anyway. */
export const solutionName: Rule = {
  name: 'solution-name',
  severity: 'warning',
  find: subject => !subject.isCloudFormation ? [] : givenNames(subject)
    .filter(({ written, prefix }) => typeof written === 'string' && written.startsWith(prefix))
    .map(({ id, property, name }): Found => ({
      where: subject.place(['Resources', id, 'Properties', property!]),
      reason: `the name "${name}" contains the name of the solution, so the module cannot be installed in another one`,
      fix: 'leave it out, or write !Sub "${AWS::StackName}-..."',
    })),
};
