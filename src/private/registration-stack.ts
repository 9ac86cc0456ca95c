import { Environment, Stack } from 'aws-cdk-lib';
import { CfnParameter } from 'aws-cdk-lib/aws-ssm';
import { Construct } from 'constructs';
import { Entry } from '../model/entry';
import { canonicalJson } from '../model/json';
import { entryPath, registrationStackName, TAGS } from '../model/names';
import { TemplateSynthesizer } from '../pipelines/template-synthesizer';

/** The stack that registers a module: one parameter, the module's entry, written by the module itself. */
export function defineRegistration(scope: Construct, solution: string, entry: Entry, env?: Environment): Stack {
  const stack = new Stack(scope, `registration-${entry.name}`, {
    stackName: registrationStackName(solution, entry.name),
    description: `Registers the module ${entry.name} with the solution ${solution}`,
    env,
    analyticsReporting: false,
    synthesizer: new TemplateSynthesizer(),
  });
  stack.addStackTag(TAGS.solution, solution);
  new CfnParameter(stack, 'Entry', { name: entryPath(solution, 'self', entry.name), type: 'String', value: canonicalJson(entry) });
  return stack;
}
