import { ENTRIES } from './granted-by-l2';
import { placeAccount } from './placed';
import { askedOfTargets } from './targets';
import { evaluate } from '@cv-insync/emulator/iam';

test('every rule may reach its targets, and other rules may not invoke functions', async () => {
  const { account, policies } = await placeAccount(ENTRIES);
  const asked = await askedOfTargets(account, policies);
  const decisions = (change: (arn: string) => string) => asked.map(({ rule, questions }) => ({
    rule,
    allowed: questions.map(({ request, policies: of }) => evaluate({ ...request, context: { ...request.context, 'aws:SourceArn': change(String(request.context['aws:SourceArn'])) } }, of).allowed),
  }));

  expect(decisions(arn => arn).map(({ rule, allowed }) => [rule.replace(/-[A-Z0-9]{8,}$/, ''), allowed]).sort()).toEqual([
    ['connected-vehicle-core-FailureRule', [true, true, true]],
    ['connected-vehicle-core-alarms', [true, true, true]],
    ['connected-vehicle-core-daily', [true]], ['connected-vehicle-core-daily', [true]],
    ['connected-vehicle-core-hourly', [true]],
    ['connected-vehicle-core-other-alarms', [true, true, true]],
  ]);
  expect(decisions(arn => `${arn}x`).filter(({ rule }) => /daily|hourly/.test(rule)).flatMap(({ allowed }) => allowed)).toEqual([false, false, false]);
}, 60_000);
