import { BlockList, isIPv4, isIPv6 } from 'net';
import { arnMatches } from '../arn';
import type { ContextKeys } from '../context';
import { matches, textOf } from '../text';

/** Whether a value of the request's context meets one value of a condition; undefined if the two cannot be compared. */
type Test = (expected: string, actual: string, context: ContextKeys | undefined) => boolean | undefined;

export interface Operator {
  readonly test: Test;
  /** Whether the condition holds if all values fail the test. */
  readonly negated: boolean;
}

/** A test of the text that a condition's value is, once its variables are replaced. A variable without a value is unlike everything. */
const ofText = (test: (expected: string, actual: string) => boolean | undefined): Test => (expected, actual, context) => {
  const text = textOf(expected, context);
  return text === undefined ? false : test(text, actual);
};

const ofNumbers = (compare: (expected: number, actual: number) => boolean): Test => ofText((expected, actual) => {
  const [left, right] = [expected, actual].map(text => text.trim() === '' ? NaN : Number(text));
  return Number.isNaN(left) || Number.isNaN(right) ? undefined : compare(left, right);
});

/** A date, in ISO 8601 or in seconds since 1970. */
const time = (text: string) => /^\d{5,}(\.\d+)?$/.test(text) ? Number(text) * 1000 : Date.parse(text);

const ofDates = (compare: (expected: number, actual: number) => boolean): Test => ofText((expected, actual) => {
  const [left, right] = [time(expected), time(actual)];
  return Number.isNaN(left) || Number.isNaN(right) ? undefined : compare(left, right);
});

const isIn = ofText((range, address) => {
  const [network, prefix] = range.split('/');
  const family = isIPv4(network) ? 'ipv4' : isIPv6(network) ? 'ipv6' : undefined;
  if (!family || (family === 'ipv4' ? !isIPv4(address) : !isIPv6(address))) return false;
  const list = new BlockList();
  list.addSubnet(network, prefix === undefined ? (family === 'ipv4' ? 32 : 128) : Number(prefix), family);
  return list.check(address, family);
});

const isBoolean = (text: string) => /^(true|false)$/i.test(text);

const TESTS: Readonly<Record<string, Test>> = {
  StringEquals: ofText((expected, actual) => expected === actual),
  StringEqualsIgnoreCase: ofText((expected, actual) => expected.toLowerCase() === actual.toLowerCase()),
  StringLike: matches,
  ArnEquals: arnMatches,
  ArnLike: arnMatches,
  Bool: ofText((expected, actual) => isBoolean(expected) && expected.toLowerCase() === actual.toLowerCase()),
  BinaryEquals: ofText((expected, actual) => expected === actual),
  IpAddress: isIn,
  NumericEquals: ofNumbers((expected, actual) => actual === expected),
  NumericLessThan: ofNumbers((expected, actual) => actual < expected),
  NumericLessThanEquals: ofNumbers((expected, actual) => actual <= expected),
  NumericGreaterThan: ofNumbers((expected, actual) => actual > expected),
  NumericGreaterThanEquals: ofNumbers((expected, actual) => actual >= expected),
  DateEquals: ofDates((expected, actual) => actual === expected),
  DateLessThan: ofDates((expected, actual) => actual < expected),
  DateLessThanEquals: ofDates((expected, actual) => actual <= expected),
  DateGreaterThan: ofDates((expected, actual) => actual > expected),
  DateGreaterThanEquals: ofDates((expected, actual) => actual >= expected),
};

const NEGATED: Readonly<Record<string, string>> = {
  StringNotEquals: 'StringEquals',
  StringNotEqualsIgnoreCase: 'StringEqualsIgnoreCase',
  StringNotLike: 'StringLike',
  ArnNotEquals: 'ArnEquals',
  ArnNotLike: 'ArnLike',
  NotIpAddress: 'IpAddress',
  NumericNotEquals: 'NumericEquals',
  DateNotEquals: 'DateEquals',
};

/** By lower-case name: {@link https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_elements_condition_operators.html}. */
export const OPERATORS: ReadonlyMap<string, Operator> = new Map<string, Operator>([
  ...Object.entries(TESTS).map(([name, test]) => [name.toLowerCase(), { test, negated: false }] as const),
  ...Object.entries(NEGATED).map(([name, of]) => [name.toLowerCase(), { test: TESTS[of], negated: true }] as const),
]);
