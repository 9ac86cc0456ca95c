import { moduleStackName } from '../../../model/names';
import { namePrefix, nameProperty } from '../../../model/resource-names';
import { constantText } from '../../cloudformation-module/expressions';
import type { Found, Rule, Subject } from '../subject';

/** Types whose names the deploying role is limited by, besides those that get their names from cv-insync. */
const PROPERTIES: Readonly<Record<string, string>> = {
  'AWS::CloudWatch::Alarm': 'AlarmName',
  'AWS::DynamoDB::Table': 'TableName',
  'AWS::IoT::Policy': 'PolicyName',
  'AWS::IoT::TopicRule': 'RuleName',
  'AWS::Kinesis::Stream': 'Name',
  'AWS::Logs::LogGroup': 'LogGroupName',
  'AWS::SNS::Topic': 'TopicName',
};

/** Names of resources as far as they are known: with the beginning that they need. */
function givenNames({ solution, module, template }: Subject) {
  const known = { 'AWS::StackName': moduleStackName(solution, module) };
  return Object.entries(template.Resources).flatMap(([id, { Type, Properties = {} }]) => {
    const property = nameProperty(Type) ?? PROPERTIES[Type];
    const written = property === undefined ? undefined : Properties[property];
    const name = constantText(written, known);
    if (name === undefined) return [];
    const prefix = namePrefix(solution, module);
    return [{ id, property, written, name, prefix: Type === 'AWS::IoT::TopicRule' ? prefix.replace(/-/g, '_') : prefix, isLogGroup: Type === 'AWS::Logs::LogGroup' }];
  });
}

/** A resource with another name is not the module's to create. */
export const physicalName: Rule = {
  name: 'physical-name',
  severity: 'error',
  find: subject => givenNames(subject)
    .filter(({ name, prefix, isLogGroup }) => !(isLogGroup ? name.replace(/^\/aws\/[^/]+\//, '') : name).startsWith(prefix))
    .map(({ id, property, name, prefix }): Found => ({
      where: subject.place(['Resources', id, 'Properties', property!]),
      reason: `the name "${name}" does not begin with "${prefix}", which is all that the role that deploys the module reaches`,
      fix: `leave ${property} out, or begin it so`,
    })),
};

/** The same module in another solution would have this solution's names. What is synthesized is made for one solution anyway. */
export const solutionName: Rule = {
  name: 'solution-name',
  severity: 'warning',
  find: subject => !subject.isCloudFormation ? [] : givenNames(subject)
    .filter(({ written, prefix }) => typeof written === 'string' && written.startsWith(prefix))
    .map(({ id, property, name }): Found => ({
      where: subject.place(['Resources', id, 'Properties', property!]),
      reason: `the name "${name}" contains the name of the solution, so the module fits into no other`,
      fix: 'leave it out, or write !Sub "${AWS::StackName}-..."',
    })),
};
