import { existsSync, readFileSync } from 'fs';
import { dirname, join, relative, sep } from 'path';
import { applyConventions } from './apply-conventions';
import { type Artifact, collectArtifacts } from './artifacts';
import { checkReferences, hasValidStructure } from './check-template';
import { consume } from './consume';
import { describeParameters } from './describe-parameters';
import { addOwn, type Draft, report, type DraftTemplate } from './draft';
import { replaceFunctions } from './expressions';
import { MODULE_FILE, type ModuleFile, readModuleFile } from './module-file';
import { produce } from './produce';
import { templateOf } from './template-of-names';
import { isAssembly } from '../../assembly/cloud-assembly';
import { type Contract, CONTRACT_SCHEMA } from '../../model/contract';
import { canonicalJson } from '../../model/json';
import { contractParameter } from '../../model/module-parts';
import { moduleStackName } from '../../model/names';
import { readTemplate } from '../../yaml/template-text';
import { validateTemplate } from '@cv-insync/emulator/cloudformation';

export const TEMPLATE_FILE = 'cloudformation.yaml';
/** Names that the template has elsewhere. */
const OTHER_TEMPLATE_FILES = ['cloudformation.yml', 'template.yaml', 'template.yml', 'cloudformation.json', 'template.json'];

/** Most levels of nested templates; a template with more most likely contains itself. */
const MAX_NESTING = 5;

export interface ModuleIdentity {
  readonly solution: string;
  readonly module: string;
  /** Whether it is deployed with the core, and not from its own delivery. */
  readonly isCore?: boolean;
}

/** A module without the CDK, complete for its deployment. */
export interface CompletedModule {
  readonly file: ModuleFile;
  readonly contract: Contract;
  readonly template: string;
  readonly artifacts: readonly Artifact[];
  /** Remarks on what its author may not expect. */
  readonly notes: readonly string[];
}

/** Whether a folder contains a module without the CDK: it has a module.yaml, and no app was synthesized in it. */
export const isCloudFormationModule = (folder: string) => existsSync(join(folder, MODULE_FILE)) && !isAssembly(join(folder, 'cdk.out'));

/** Completes `module.yaml` and `cloudformation.yaml` as `InSyncModule` completes a construct. Returns all problems if it cannot. */
export function completeModule(
  folder: string, { solution, module, isCore = false }: ModuleIdentity, given: Readonly<Record<string, string>>,
): { readonly value?: CompletedModule; readonly problems: readonly string[] } {
  const { value: file, problems: found } = readModuleFile(readFileSync(join(folder, MODULE_FILE), 'utf8'));
  const problems = [...found];
  const about = { solution, module, isCore, within: [] };
  const hasTemplate = existsSync(join(folder, TEMPLATE_FILE));
  const other = hasTemplate ? undefined : OTHER_TEMPLATE_FILES.find(name => existsSync(join(folder, name)));
  if (!hasTemplate && (other || file && !file.produces.length)) {
    problems.push(`${TEMPLATE_FILE}: missing; expected the module's template beside ${MODULE_FILE}${other ? `: rename ${other}` : `, or Produces in ${MODULE_FILE} that lists parameters`}`);
    return { problems };
  }
  const generated = () => file && { ...about, folder, problems, ...templateOf(file, problems) };
  const draft = hasTemplate ? draftOf(folder, join(folder, TEMPLATE_FILE), about, problems) : generated();
  if (!draft || !hasValidStructure(draft) || !file) return { problems };

  if (file.name !== module) draft.problems.push(`${file.at}: Name: found "${file.name}", expected "${module}", the name in the module's entry; correct one of them`);
  const known = { ...describeParameters(draft, file.parameters, given), 'AWS::StackName': moduleStackName(solution, module) };
  const { consumes, unread } = consume(draft, file.consumes, known);
  const produces = produce(draft, file.produces, known);
  const contract: Contract = {
    schema: CONTRACT_SCHEMA, name: module, version: file.version, produces, consumes, ...file.permissions.length && { permissions: file.permissions },
  };
  const { id, name, type, description } = contractParameter(solution, module);
  addOwn(draft, 'Resources', id, { Type: 'AWS::SSM::Parameter', Properties: { Name: name, Type: type, Value: canonicalJson(contract), Description: description } });
  const artifacts = complete(draft, folder);
  if (file.description !== undefined && draft.template.Description === undefined) Object.assign(draft.template, { Description: file.description });
  if (!draft.problems.length) validate(draft);
  const notes = unread.map(({ at, module: provider }) => `${at}: Consumes: nothing of ${provider} is imported, so the module does not wait for it; list an output of it, or leave it out`);
  return problems.length ? { problems } : { value: { file, contract, artifacts, template: textOf(draft.template), notes }, problems };
}

/** Completes the module's own template or a nested one. */
function complete(draft: Draft, root: string): Artifact[] {
  checkReferences(draft);
  applyConventions(draft);
  const inner: Artifact[] = [];
  const own = collectArtifacts(draft, root, (file, id, path) => {
    if (draft.within.length >= MAX_NESTING) {
      report(draft, path, `found more than ${MAX_NESTING} templates nested in each other; does one contain itself?`);
      return '';
    }
    const nested = nestedTemplate(draft, root, file, id);
    inner.push(...nested.artifacts);
    return nested.text;
  });
  return [...inner, ...own];
}

function nestedTemplate(outer: Draft, root: string, file: string, id: string): { text: string; artifacts: Artifact[] } {
  const draft = draftOf(root, file, { ...outer, within: [...outer.within, id] }, outer.problems);
  if (!draft || !hasValidStructure(draft)) return { text: '', artifacts: [] };
  refuseExports(draft);
  const artifacts = complete(draft, root);
  return { text: textOf(draft.template), artifacts };
}

/** Only the module's own template, which has the contract, consumes and produces outputs. */
function refuseExports(draft: Draft) {
  replaceFunctions(draft.template, [], (name, _, path) => name === 'Fn::ImportValue'
    ? report(draft, path, 'found an import in a nested template, expected it in the module\'s own template; pass the value as a parameter') : undefined);
  for (const [id, output] of Object.entries(draft.template.Outputs ?? {})) {
    if (output.Export) report(draft, ['Outputs', id, 'Export'], 'found an export in a nested template, expected it in the module\'s own template; export an output there that has the value');
  }
}

function draftOf(root: string, file: string, about: Pick<Draft, 'solution' | 'module' | 'isCore' | 'within'>, problems: string[]): Draft | undefined {
  const { value, place, problems: found } = readTemplate(readFileSync(file, 'utf8'), relative(root, file).split(sep).join('/'));
  problems.push(...found);
  const { solution, module, isCore, within } = about;
  return value && { solution, module, isCore, within, folder: dirname(file), template: value as unknown as DraftTemplate, problems, place };
}

/** Reports what CloudFormation would refuse with any parameter values. */
function validate(draft: Draft) {
  try {
    validateTemplate(JSON.parse(textOf(draft.template)));
  } catch (error) {
    report(draft, [], (error as Error).message);
  }
}

const textOf = (template: DraftTemplate) => `${JSON.stringify(template, undefined, 1)}\n`;
