import { matches, parseStatement, substitute } from './sql';

const scope = (message: object, topic = 'connectedcar/telemetry/VIN1') =>
  ({ topic, message: message as Record<string, unknown>, now: Date.UTC(2026, 2, 1), uuid: () => 'a-uuid' });
const where = (condition: string, message: object) => parseStatement(`SELECT * FROM 'a/#' WHERE ${condition}`).select(scope(message)) !== undefined;

test('selects the whole message, or values under names', () => {
  expect(parseStatement("SELECT * FROM 'a/#'").select(scope({ a: 1 }))).toEqual({ a: 1 });
  expect(parseStatement("SELECT *, topic(3) AS vin, deep.er AS deeper FROM 'a/#'").select(scope({ deep: { er: 2 } }))).toEqual({ deep: { er: 2 }, vin: 'VIN1', deeper: 2 });
});

test.each<[string, object, boolean]>([
  ['vin = topic(3)', { vin: 'VIN1' }, true],
  ['vin = topic(3)', { vin: 'VIN2' }, false],
  ['vin = topic(3)', {}, false],
  ["name = 'oil_temp' AND value > 280", { name: 'oil_temp', value: 281 }, true],
  ["name = 'oil_temp' AND value > 280", { name: 'oil_temp', value: 280 }, false],
  ["name = 'oil_temp' AND value > 280", { name: 'oil_temp', value: '281' }, true],
  ["name = 'oil_temp' AND value > 280", { name: 'oil_temp', value: 'hot' }, false],
  ["a = 1 OR (b = 'it''s' AND c <> -2)", { b: "it's", c: 2 }, true],
  ["a = 1 OR (b = 'it''s' AND c <> -2)", { b: "it's", c: -2 }, false],
  ['a <= 1 AND b >= 1 AND on = true', { a: 1, b: 1, on: true }, true],
])('WHERE %s of %j is %s', (condition, message, expected) => {
  expect(where(condition, message)).toBe(expected);
});

test.each([
  ["SELECT * FROM 'a' WHERE a LIKE 'b'", /expected the end, found "LIKE"/],
  ["SELECT * FROM 'a' WHERE get_thing_shadow('a') = 1", /function get_thing_shadow\(\) is none of topic/],
  ["SELECT (SELECT v FROM p) FROM 'a'", /expected \), found "v"/],
  ["SELECT a FROM 'a'", /expected AS, found "FROM"/],
  ["SELECT * FROM 'a' WHERE a[0] = 1", /cannot read IoT SQL from "\[0\] = 1" on/],
])('%s is an error, since it is not supported', (sql, problem) => {
  expect(() => parseStatement(sql)).toThrow(problem);
});

test('fills in templates, and fails on members that a message lacks, as AWS IoT does', () => {
  expect(substitute('errors/${parse_time("yyyy/MM/dd", timestamp())}/${newuuid()}.json', scope({}))).toBe('errors/2026/03/01/a-uuid.json');
  expect(() => substitute('trips/${trip_id}.json', scope({}))).toThrow('Undefined result');
});

test.each([
  ['a/#', 'a', true], ['a/#', 'a/b/c', true], ['a/#', 'b/c', false], ['a/+/c', 'a/b/c', true], ['a/+', 'a/b/c', false], ['a/b', 'a/b', true], ['#', 'a', true],
])('the filter %s and the topic %s: %s', (filter, topic, expected) => {
  expect(matches(filter, topic)).toBe(expected);
});
