import { announcement } from '../../../conformance/announcement';
import { addUsage, estimate } from '../../../conformance/costs/estimate';
import { PRICES } from '../../../conformance/costs/prices';
import { addCounts, resourcesIn, timesCount } from '../../../conformance/costs/resources';

test('usage of checks adds up', () => {
  expect(addUsage([{ core: 1, module: 2 }, {}, { core: 2, deliveries: 1 }])).toEqual({ core: 3, modules: 0, module: 2, deliveries: 1 });
});

test('resources are counted by type', () => {
  const template = { Resources: { A: { Type: 'AWS::SQS::Queue' }, B: { Type: 'AWS::SQS::Queue' }, C: { Type: 'AWS::KMS::Key' } } };

  expect(addCounts([resourcesIn(template), timesCount(resourcesIn(template), 2), { 'AWS::S3::Bucket': 1 }])).toEqual({ 'AWS::KMS::Key': 3, 'AWS::S3::Bucket': 1, 'AWS::SQS::Queue': 6 });
});

test('the estimate is amounts times prices, and grows with what is run', () => {
  const one = estimate({ core: 1, modules: 1, module: 1, deliveries: 1 }, { 'AWS::KMS::Key': 1 });
  const { amount, usd } = one.items.find(({ what }) => what === 'buildMinute')!;

  expect(usd).toBeCloseTo(amount * PRICES.buildMinute.usd);
  expect(one.usd).toBeCloseTo(one.items.reduce((sum, each) => sum + each.usd, 0));
  expect(estimate({ core: 2, modules: 1, module: 1, deliveries: 1 }, {}).usd).toBeGreaterThan(one.usd);
  expect(one.items.map(({ what }) => what)).not.toContain('streamHour');
});

test('every price names the page of AWS that has it', () => {
  for (const { page, usd } of Object.values(PRICES)) {
    expect(page).toMatch(/^https:\/\/aws\.amazon\.com\/[a-z-/]+\/pricing\/$/);
    expect(usd).toBeGreaterThan(0);
  }
});

test('a composite alarm has a price of its own', () => {
  const { items } = estimate({ core: 1, modules: 0, module: 0, deliveries: 0 }, { 'AWS::CloudWatch::Alarm': 1, 'AWS::CloudWatch::CompositeAlarm': 2 });

  expect(items).toContainEqual(expect.objectContaining({ what: 'alarmHour', amount: 0.1 }));
  expect(items).toContainEqual(expect.objectContaining({ what: 'compositeAlarmHour', amount: 0.2 }));
});

test('the announcement says that the estimate is approximate, and which prices are not confirmed', () => {
  const lines = announcement({
    account: { id: '123456789012', region: 'us-east-1' }, solution: 'cfm1', checks: 1, leftOut: [], rounds: 1, resources: {}, estimate: estimate({ core: 1, modules: 1, module: 1, deliveries: 1 }, { 'AWS::KMS::Key': 1 }),
  }).split('\n');
  const line = (page: string) => lines.find(each => each.includes(page));

  expect(lines.find(each => each.includes('the estimate is approximate'))).toContain('check the prices of the region on AWS\'s price pages');
  expect(line('/codepipeline/pricing/')).toMatch(/ x 0\.002 USD per minute .*; from a copy of AWS's page of unknown date, read on 2026-12-01: /);
  expect(line('/kms/pricing/')).toContain('x about, not confirmed: 0.0014 USD per hour of a key');
  // A date of reading belongs to a price that was read on AWS's page.
  for (const { confirmed, source } of Object.values(PRICES)) expect(source.includes('read on')).toBe(confirmed);
});

test('before it begins, a run says where, what, how long and for how much, with the price pages, and what it leaves out', () => {
  const resources = { 'AWS::KMS::Key': 1, 'AWS::S3::Bucket': 4 };
  const text = announcement({
    account: { id: '123456789012', region: 'eu-west-1' },
    solution: 'cfm1',
    checks: 3,
    leftOut: ['push/folder: needs --connection'],
    rounds: 5,
    resources,
    estimate: estimate({ core: 5, modules: 5, module: 5, deliveries: 1 }, resources),
  });

  for (const part of ['account 123456789012, eu-west-1', 'set up 5 times', 'about 5 resources', '4  AWS::S3::Bucket', 'https://aws.amazon.com/codebuild/pricing/', 'left out: push/folder: needs --connection']) expect(text).toContain(part);
  expect(text).toMatch(/takes about 1\.3 hours, and costs about \d\.\d\d USD/);
  expect(text).not.toContain('emulated');
});
