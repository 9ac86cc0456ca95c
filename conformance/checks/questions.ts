import {
  CreateChangeSetCommand, CreateStackCommand, DescribeStacksCommand, UpdateStackCommand, waitUntilChangeSetCreateComplete,
  waitUntilStackCreateComplete,
} from '@aws-sdk/client-cloudformation';
import type { Check } from './check';
import type { RunContext } from './context';
import { moduleStackName } from '../../src/model/names';
import { deleteStack } from '../aws/clean-up';
import { TYPES_MODULE } from '../names';

/**
 * Questions that AWS's documents leave open. Each asks with calls of CloudFormation, and records the answers. It passes whatever these are: they
 * are compared with what was recorded before.
 */
interface Question {
  readonly name: string;
  readonly question: string;
  /** Asks about a stack that it may create. Returns the answers, by the call. */
  ask(context: RunContext, StackName: string): Promise<Readonly<Record<string, string>>>;
}

const SECONDS = 300;
const template = (value: string, description = 'A question', more: object = {}) => JSON.stringify({
  Description: description, Resources: { Value: { Type: 'AWS::SSM::Parameter', Properties: { Type: 'String', Value: value, ...more } } },
});

/** The answer of a call in words. */
const answer = (call: Promise<unknown>): Promise<string> =>
  call.then(() => 'accepted', (error: Error) => `${error.name}: ${error.message}`);

const statusOf = ({ account }: RunContext, StackName: string): Promise<string> =>
  account.cloudformation.send(new DescribeStacksCommand({ StackName })).then(({ Stacks }) => Stacks![0].StackStatus!,
    (error: Error) => error.message);

/** The status once nothing happens to the stack. */
async function statusAtRest(context: RunContext, StackName: string): Promise<string> {
  for (const end = Date.now() + SECONDS * 1000; ; await context.sleep(context.pace.poll)) {
    const status = await statusOf(context, StackName);
    if (!status.endsWith('_IN_PROGRESS') || Date.now() > end) return status;
  }
}

const QUESTIONS: readonly Question[] = [
  {
    name: 'review-in-progress',
    question: 'does CloudFormation create or update a stack that has only a change set, as CREATE_UPDATE of a pipeline would?',
    ask: async (context, StackName) => {
      const client = context.account.cloudformation;
      const ChangeSetName = 'first';
      await client.send(new CreateChangeSetCommand({ StackName, ChangeSetName, ChangeSetType: 'CREATE', TemplateBody: template('one') }));
      await waitUntilChangeSetCreateComplete({ client, maxWaitTime: SECONDS, minDelay: 1 }, { StackName, ChangeSetName });
      return {
        'DescribeStacks': await statusOf(context, StackName),
        'UpdateStack in REVIEW_IN_PROGRESS': await answer(client.send(new UpdateStackCommand({ StackName, TemplateBody: template('two') }))),
        'CreateStack in REVIEW_IN_PROGRESS': await answer(client.send(new CreateStackCommand({ StackName, TemplateBody: template('two') }))),
      };
    },
  },
  {
    name: 'description-alone',
    question: 'is a template whose description alone changed an update?',
    ask: async (context, StackName) => {
      const client = context.account.cloudformation;
      await client.send(new CreateStackCommand({ StackName, TemplateBody: template('one') }));
      await waitUntilStackCreateComplete({ client, maxWaitTime: SECONDS, minDelay: 1 }, { StackName });
      return { UpdateStack: await answer(client.send(new UpdateStackCommand({ StackName, TemplateBody: template('one', 'Another question') }))) };
    },
  },
  {
    name: 'refused-creation',
    question: 'what is left of a stack whose creation was refused for a property that its type does not have?',
    ask: async (context, StackName) => {
      const client = context.account.cloudformation;
      return {
        CreateStack: await answer(client.send(new CreateStackCommand({ StackName, TemplateBody: template('one', 'A question', { NoSuchProperty: 'x' }) }))),
        DescribeStacks: await statusAtRest(context, StackName),
      };
    },
  },
];

export const questions: Check[] = QUESTIONS.map(({ name, question, ask }) => ({
  name: `question/${name}`,
  title: `asked: ${question}`,
  run: async context => {
    const { account, solution, recorder } = context;
    // A name that the clean-up knows.
    const stack = `${moduleStackName(solution, TYPES_MODULE)}-${name}`;
    for (const [call, text] of Object.entries(await ask(context, stack))) recorder.answer(`question/${name}`, call, text);
    await deleteStack(account, stack).catch(() => undefined);
  },
}));
