import { dirname, join } from 'path';
import { cloudFormationSubject } from './cloudformation-subject';
import { RULES } from './rules';
import { runsTests } from './runs-tests';
import type { Finding, Subject } from './subject';
import { synthesizedSubjects } from './synthesized-subjects';
import { isAssembly, readAssembly } from '../../assembly/cloud-assembly';
import { isCloudFormationModule } from '../cloudformation-module/complete-module';
import { fail } from '../terminal/failure';

/** The modules of a folder, which contains a module without the CDK, an app that was synthesized, or a cloud assembly. */
export function subjectsIn(folder: string, solution: string): Subject[] {
  const isSynthesized = isAssembly(folder);
  if (!isSynthesized && isCloudFormationModule(folder)) return [cloudFormationSubject(folder, solution)];
  const assembly = readAssembly(isSynthesized ? folder : join(folder, 'cdk.out'));
  if (!assembly.modules.length) fail(`${assembly.directory}: the app defines no module, expected an InSyncModule`);
  return synthesizedSubjects(assembly, runsTests(isSynthesized ? dirname(folder) : folder));
}

/** The findings of all rules, in the order of the rules. */
export const lint = (subjects: readonly Subject[]): Finding[] => subjects.flatMap(subject =>
  RULES.flatMap(rule => rule.find(subject).map(found => ({ severity: rule.severity, rule: rule.name, module: subject.module, ...found }))));
