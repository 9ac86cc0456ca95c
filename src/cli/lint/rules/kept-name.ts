import { physicalNameProperty } from './physical-name';
import { isObject } from '../../../model/json';
import { isRetained } from '../../../model/module-conventions';
import { replaceFunctions, variablesOf } from '../../cloudformation-module/expressions';
import type { Found, Rule, Subject } from '../subject';
import { identifierProperties } from '@cv-insync/emulator/facts';

type Resources = Subject['template']['Resources'];

/** What outlives the module under a name that is the same in every installation prevents the next one. */
export const keptName: Rule = {
  name: 'kept-name',
  severity: 'warning',
  find: ({ packaged: { Resources }, template, place, isCloudFormation }) => Object.entries(Resources).flatMap(([id, { DeletionPolicy }]): Found[] => {
    const names = isRetained(DeletionPolicy) ? fixedNames(Resources, id) : [];
    if (!names.length) return [];
    const written = names.find(name => template.Resources[id]?.Properties?.[name] !== undefined);
    return [{
      where: place(['Resources', id, ...written === undefined ? [] : ['Properties', written]]),
      reason: `it is retained when the module is removed, with the same ${names.join(' and ')} in every installation, so installing the module again fails with "already exists"`,
      fix: `leave ${names.join(' and ')} out if AWS can choose it, add a part of AWS::StackId to it, or delete the resource with the module (${isCloudFormation ? 'DeletionPolicy: Delete' : 'RemovalPolicy.DESTROY'})`,
    }];
  }),
};

/** The properties that name a resource, if all their values are the same in every installation. */
function fixedNames(resources: Resources, id: string): readonly string[] {
  const { Type, Properties = {} } = resources[id];
  const property = physicalNameProperty(Type);
  const names = property !== undefined && Properties[property] !== undefined ? [property] : identifierProperties(Type);
  return names.every(name => Properties[name] !== undefined && isFixed(Properties[name], resources)) ? names : [];
}

/** Whether a value is the same in every installation: it contains neither the id of the stack nor a name that AWS generates. */
function isFixed(value: unknown, resources: Resources): boolean {
  const referenced: string[] = [];
  replaceFunctions(value, [], (name, argument) => {
    if (name === 'Ref') referenced.push(String(argument));
    if (name === 'Fn::GetAtt') referenced.push(String(Array.isArray(argument) ? argument[0] : argument).split('.')[0]);
    if (name === 'Fn::Sub') referenced.push(...substituted(argument));
    return undefined;
  });
  return referenced.every(name => name !== 'AWS::StackId' && (!resources[name] || fixedNames(resources, name).length > 0));
}

/** What a text of `Fn::Sub` refers to. Variables with values of their own are looked at in these values. */
function substituted(argument: unknown): string[] {
  const [text, given] = Array.isArray(argument) ? argument : [argument, {}];
  return variablesOf(String(text)).filter(name => !(isObject(given) && name in given)).map(name => name.split('.')[0]);
}
