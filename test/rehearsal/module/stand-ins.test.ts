import { plausible, standInFiles, standInsFor } from '../../../src/rehearsal/module/stand-ins';

const known = { solution: 's', present: ['fleet'], contracts: { notifications: ['FunctionArn', 'FunctionName'] }, values: {} };

test('core modules need no stand-in, and a stand-in for a published contract has all of its outputs', () => {
  expect(standInsFor(['fleet/TripTableName', 'notifications/FunctionName'], known)).toEqual([{
    name: 'notifications',
    invented: false,
    outputs: { FunctionArn: 'arn:aws:lambda:us-east-1:123456789012:function:s-notifications-function', FunctionName: 's-notifications-function' },
  }]);
});

test('an output that a published contract lacks gets no value', () => {
  expect(Object.keys(standInsFor(['notifications/Misspelt'], known)[0].outputs)).toEqual(['FunctionArn', 'FunctionName']);
});

test('the stand-in for an unknown module has the consumed outputs, and that is reported', () => {
  expect(standInsFor(['weather/Url', 'weather/BucketArn'], known)).toEqual([
    { name: 'weather', invented: true, outputs: { BucketArn: 'arn:aws:s3:::s-weather-bucket', Url: 'https://s-weather.example' } },
  ]);
});

test('given values are used, and make a module known', () => {
  const values = { weather: { Url: 'https://here' }, notifications: { FunctionName: 'mine' } };

  expect(standInsFor(['weather/Key', 'notifications/FunctionName'], { ...known, values })).toEqual([
    { name: 'notifications', invented: false, outputs: { FunctionArn: plausible('s', 'notifications', 'FunctionArn'), FunctionName: 'mine' } },
    { name: 'weather', invented: false, outputs: { Url: 'https://here' } },
  ]);
});

test('a stand-in is a module like any other: a stack with its contract and its outputs', () => {
  const files = standInFiles('s', { name: 'weather', invented: false, outputs: { Url: 'https://here' } }, '48.0.0');
  const { Resources } = JSON.parse(files['assembly/weather.template.json']);

  expect(Resources.OutputUrl.Properties).toEqual({ Name: '/s/modules/weather/outputs/Url', Type: 'String', Value: 'https://here' });
  expect(JSON.parse(Resources.Contract.Properties.Value)).toEqual({ schema: 1, name: 'weather', version: '0.0.0', produces: ['Url'], consumes: [] });
  expect(JSON.parse(files['assembly/manifest.json'])).toMatchObject({ version: '48.0.0', artifacts: { weather: { properties: { stackName: 's-weather' } } } });
});
