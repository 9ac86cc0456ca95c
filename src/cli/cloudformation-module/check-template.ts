import { type Draft, report } from './draft';
import { replaceFunctions, variablesOf } from './expressions';
import { isObject } from '../../model/json';
import { suggest } from '../../model/suggest';
import type { Path } from '../../yaml/template-text';

const LANGUAGE_EXTENSIONS = 'AWS::LanguageExtensions';

/** Whether a template has the structure that later steps rely on. Reports what is wrong. */
export function hasValidStructure(draft: Draft): boolean {
  const before = draft.problems.length;
  const template = draft.template as unknown as Record<string, unknown>;
  for (const name of Object.keys(template)) checkSpelling(draft, [name], name, SECTIONS, 'the template');
  if (draft.problems.length > before) return false;
  // The contract and the outputs become resources: a module needs none of its own. A key without a value is an empty section.
  if (!draft.within.length && isObject(template.Outputs) && Object.keys(template.Outputs).length) template.Resources ??= {};
  const least = template.Resources && !draft.within.length && isObject(template.Outputs) ? 0 : 1;
  for (const section of ['Parameters', 'Resources', 'Outputs']) {
    const value = template[section];
    if (value === undefined && section !== 'Resources') continue;
    if (!isObject(value) || section === 'Resources' && Object.keys(value).length < least) {
      report(draft, value === undefined ? [] : [section], `${section}: expected a mapping${section === 'Resources' ? ' with at least one resource' : ''}`);
      continue;
    }
    for (const [id, member] of Object.entries(value)) checkMember(draft, section, id, member);
  }
  checkTransforms(draft, template.Transform);
  return draft.problems.length === before;
}

/** https://docs.aws.amazon.com/AWSCloudFormation/latest/UserGuide/template-anatomy.html */
const SECTIONS = ['AWSTemplateFormatVersion', 'Conditions', 'Description', 'Hooks', 'Mappings', 'Metadata', 'Outputs', 'Parameters', 'Resources', 'Rules', 'Transform'];
const MEMBERS: Readonly<Record<string, readonly string[]>> = {
  Parameters: [
    'AllowedPattern', 'AllowedValues', 'ConstraintDescription', 'Default', 'Description', 'MaxLength', 'MaxValue', 'MinLength', 'MinValue', 'NoEcho', 'Type',
  ],
  Resources: [
    'Condition', 'CreationPolicy', 'DeletionPolicy', 'DependsOn', 'Metadata', 'Properties', 'Type', 'UpdatePolicy', 'UpdateReplacePolicy',
  ],
  Outputs: ['Condition', 'Description', 'Export', 'Value'],
};

function checkSpelling(draft: Draft, path: Path, name: string, known: readonly string[], owner: string) {
  if (known.includes(name)) return;
  const meant = suggest(name, known);
  report(draft, path, `${owner}: found "${name}", expected ${meant === undefined ? `one of ${known.join(', ')}` : `"${meant}"`}; names are case-sensitive`);
}

function checkMember(draft: Draft, section: string, id: string, member: unknown) {
  const needed = section === 'Outputs' ? 'Value' : 'Type';
  if (!/^[A-Za-z0-9]+$/.test(id)) report(draft, [section, id], `${section}: found "${id}", expected a logical id of letters and digits`);
  if (isObject(member)) {
    const before = draft.problems.length;
    for (const name of Object.keys(member)) checkSpelling(draft, [section, id, name], name, MEMBERS[section], id);
    if (draft.problems.length > before) return;
  }
  if (!isObject(member) || member[needed] === undefined) return report(draft, [section, id], `${id}: expected a mapping with ${needed}`);
  if (needed === 'Type' && typeof member.Type !== 'string') return report(draft, [section, id, 'Type'], `${id}: expected the name of a type`);
  // People mean an empty mapping by a key without a value.
  if (member.Properties === null) delete member.Properties;
  if (member.Properties !== undefined && !isObject(member.Properties)) report(draft, [section, id, 'Properties'], `${id}: expected Properties to be a mapping`);
  if (section === 'Resources' && String(member.Type).startsWith('AWS::Serverless::')) {
    report(draft, [section, id, 'Type'], `${id}: found ${member.Type}, which a transform would replace by resources without the module's names and permissions boundary; `
      + 'define those resources instead, such as AWS::Lambda::Function and AWS::IAM::Role');
  }
}

function checkTransforms(draft: Draft, transform: unknown) {
  for (const name of transform === undefined ? [] : [transform].flat()) {
    if (name === LANGUAGE_EXTENSIONS) continue;
    report(draft, ['Transform'], `found the transform ${isObject(name) ? name.Name : name}, expected only ${LANGUAGE_EXTENSIONS}: `
      + 'what other transforms create cannot be checked, and gets neither the module\'s names nor its permissions boundary');
  }
}

/** Reports references to what the template does not define. Not with the language extensions, whose loops create names that only AWS knows. */
export function checkReferences(draft: Draft) {
  if ([draft.template.Transform].flat().includes(LANGUAGE_EXTENSIONS)) return;
  const { Parameters = {}, Resources } = draft.template;
  const has = (id: string) => id in Parameters || id in Resources || id.startsWith('AWS::');
  const refer = (path: Path, id: string) => {
    if (!has(id)) report(draft, path, `refers to "${id}", which is neither a parameter nor a resource of the template`);
  };
  const attribute = (path: Path, id: string) => {
    if (!(id in Resources)) report(draft, path, `refers to an attribute of "${id}", which is not a resource of the template`);
  };
  for (const section of ['Resources', 'Outputs'] as const) {
    replaceFunctions(draft.template[section], [section], (name, argument, path) => {
      if (name === 'Ref') refer(path, String(argument));
      if (name === 'Fn::GetAtt') attribute(path, String(Array.isArray(argument) ? argument[0] : String(argument).split('.')[0]));
      if (name === 'Fn::Sub') {
        const [text, given] = Array.isArray(argument) ? argument : [argument, {}];
        for (const variable of variablesOf(String(text)).filter(each => !(isObject(given) && each in given))) {
          if (variable.includes('.')) attribute(path, variable.split('.')[0]);
          else refer(path, variable);
        }
      }
      return undefined;
    });
  }
  for (const [id, { DependsOn }] of Object.entries(Resources)) {
    for (const other of DependsOn === undefined ? [] : [DependsOn].flat()) {
      if (!(other in Resources)) report(draft, ['Resources', id, 'DependsOn'], `depends on "${other}", which is not a resource of the template`);
    }
  }
}
