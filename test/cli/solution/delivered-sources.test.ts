import { deliveredSources } from '../../../src/cli/solution/delivered-sources';
import { stackOf } from '../world';

const delivery = (module: string, parameters: Record<string, string>, more: object = {}) =>
  stackOf(`cv-delivery-${module}`, { tags: { 'insync:solution': 'cv' }, parameters, ...more });

test('the source of a module that is delivered is read from its delivery; one that was never created has none', () => {
  const stacks = [
    delivery('dtc', { Repository: 'acme/dtc', ConnectionArn: '' }),
    delivery('poi', { Repository: 'acme/poi', ConnectionArn: 'arn:own' }),
    delivery('zip', { SourceBucket: 'releases', SourceKey: 'zip.zip' }),
    delivery('squatter', { Repository: 'mallory/new' }, { status: 'ROLLBACK_COMPLETE' }),
    stackOf('cv-dtc', { tags: { 'insync:solution': 'cv' } }),
  ];

  expect(Object.fromEntries(deliveredSources('cv', stacks))).toEqual({
    dtc: { place: 'acme/dtc' }, poi: { place: 'acme/poi', connectionArn: 'arn:own' }, zip: { place: 's3:releases/zip.zip' },
  });
});
