import { App, CfnCondition, CfnOutput, CfnResource, CfnRule, Fn, Stack } from 'aws-cdk-lib';
import { CfnSubscription } from 'aws-cdk-lib/aws-sns';
import { CfnParameter as CfnSsmParameter } from 'aws-cdk-lib/aws-ssm';
import { Construct } from 'constructs';
import { BRANCH, CONNECTION, launchParameters, moduleChoice, REPOSITORY, REPOSITORY_OWNER, SOLUTION } from './parameters';
import { digestOf } from '../../model/digest';
import { Entry, ENTRY_SIZE_LIMIT, EntrySource } from '../../model/entry';
import { canonicalJson } from '../../model/json';
import { coreStackName, launchedModulesPath, launchPath, pascalCase, pipelineName } from '../../model/names';
import {
  CoreModule, CoreSettings, defineBoundary, defineDeployRole, defineEvents, definePipeline, definePipelineRoles, definePrepare, defineRegistry,
  defineStorage,
} from '../core';
import { sub } from '../permissions';
import { staticStack } from '../static-stack';

/** What the launched solution is made of. */
export interface LaunchContent {
  readonly core: readonly CoreModule[];
  /** Modules to choose from, all in repositories of one owner. */
  readonly entries: readonly Entry[];
  /** Of modules to choose from, those that each consumes. @default - none */
  readonly consumption?: Readonly<Record<string, readonly string[]>>;
  /** That owner, which the user's own replaces. */
  readonly owner: string;
}

const LOG_RETENTION_IN_DAYS = 90;

/** Longest name of an owner of repositories on GitHub. */
const OWNER_LIMIT = 39;

/** Each takes a parameter and an entry of a template of limited size, and an answer in a value of at most 1,000 characters. */
const MOST_MODULES = 90;

/**
 * The core's stack as a template that anybody can launch from the console. It has the resources of `CoreInSync`, with parameters instead
 * of names, and the same logical ids: an app can take over a launched core later.
 */
export function launchTemplate(app: App, { core, entries, consumption = {}, owner }: LaunchContent): Stack {
  if (entries.length > MOST_MODULES) throw new Error(`the launch template: found ${entries.length} modules to choose from, expected at most ${MOST_MODULES}; leave some to the app or to \`cv-insync add\``);
  const stack = staticStack(app, 'launch', 'Connected Vehicle Solution: the pipeline that installs it and keeps it up to date');
  const copies = (copyOwner: string) => entries.map(entry => ({ ...entry, source: copyOf(entry.source, owner, copyOwner) }));
  stack.templateOptions.metadata = launchParameters(stack, copies('<owner>'));
  for (const [module, consumed] of Object.entries(consumption)) defineChoiceRule(stack, module, consumed);
  const shipped = copies(REPOSITORY_OWNER).map(entry => canonicalJson(entry));
  defineModules(stack, shipped);
  const settings: CoreSettings = {
    solution: SOLUTION,
    source: { kind: 'github', repository: REPOSITORY, branch: BRANCH, connectionArn: CONNECTION },
    core,
    entries: [],
    choices: [digestOf(shipped), ...entries.map(({ name }) => `\${${moduleChoice(name)}}`)].join(' '),
    logRetentionInDays: LOG_RETENTION_IN_DAYS,
  };
  defineStorage(stack, settings);
  defineBoundary(stack, SOLUTION);
  definePipelineRoles(stack, settings);
  defineDeployRole(stack, SOLUTION);
  definePrepare(stack, settings);
  defineEvents(stack, settings);
  defineRegistry(stack, settings);
  defineSubscription(stack);
  inOrder(stack, defineNameCheck(stack), definePipeline(stack, settings));
  new CfnOutput(stack, 'CorePipeline', {
    description: 'The pipeline that sets everything up',
    value: sub(`https://\${AWS::Region}.console.aws.amazon.com/codesuite/codepipeline/pipelines/${pipelineName(SOLUTION, 'core')}/view?region=\${AWS::Region}`),
  });
  return stack;
}

/** The source of a user's copy. Only the owner's repositories are copied. */
function copyOf(source: EntrySource, owner: string, copyOwner: string): EntrySource {
  if (source.kind === 's3' || !source.repository.startsWith(`${owner}/`)) return source;
  return { ...source, repository: `${copyOwner}${source.repository.slice(owner.length)}` };
}

/** The entries of the modules to choose from, which `Prepare` reads: as many lines as fit into a parameter, whatever the owner's name is. */
function defineModules(scope: Construct, entries: readonly string[]) {
  const sizeOf = (text: string) => Buffer.byteLength(text.replaceAll(REPOSITORY_OWNER, 'x'.repeat(OWNER_LIMIT)));
  const parts: string[] = [];
  for (const entry of entries) {
    const longer = [...parts.slice(-1), entry].join('\n');
    if (parts.length && sizeOf(longer) <= ENTRY_SIZE_LIMIT) parts[parts.length - 1] = longer;
    else parts.push(entry);
  }
  parts.forEach((text, index) => new CfnSsmParameter(scope, `Modules${index + 1}`, {
    name: sub(launchedModulesPath(SOLUTION, index + 1)), type: 'String', value: sub(text),
  }));
}

/** Refuses, before anything is created, a choice in which a module would wait forever for another. */
function defineChoiceRule(scope: Construct, module: string, consumed: readonly string[]) {
  const isChosen = (name: string) => Fn.conditionEquals(Fn.ref(moduleChoice(name)), 'yes');
  new CfnRule(scope, `ConsumedBy${pascalCase(module)}`, {
    ruleCondition: isChosen(module),
    assertions: consumed.map(other => ({
      assert: isChosen(other), assertDescription: `the module ${module} consumes ${other}: install ${other}, too, or leave ${module} out`,
    })),
  });
}

function defineSubscription(scope: Construct) {
  const condition = new CfnCondition(scope, 'HasNotificationEmail', { expression: Fn.conditionNot(Fn.conditionEquals(Fn.ref('NotificationEmail'), '')) });
  const subscription = new CfnSubscription(scope, 'Subscription', { topicArn: sub('${Topic}'), protocol: 'email', endpoint: Fn.ref('NotificationEmail') });
  subscription.cfnOptions.condition = condition;
}

/** Fails, before anything else is created, if the stack does not have the name that the solution expects. */
const defineNameCheck = (scope: Construct) => new CfnSsmParameter(scope, 'StackName', {
  name: sub(launchPath(SOLUTION)),
  type: 'String',
  description: sub(`This stack has to be called ${coreStackName(SOLUTION)}`),
  value: Fn.ref('AWS::StackName'),
  allowedPattern: sub(`^${coreStackName(SOLUTION)}$`),
});

/** Creates the name check first, and the pipeline last, since it starts at once and needs everything else. */
function inOrder(stack: Stack, first: CfnResource, last: CfnResource) {
  for (const child of stack.node.children) {
    if (!CfnResource.isCfnResource(child) || child === first || child === last) continue;
    child.node.addDependency(first);
    // Conditional resources are referenced where they are needed.
    if (!child.cfnOptions.condition) last.node.addDependency(child);
  }
}
