import { Entry } from '../../../src/model/entry';
import { DELIVERY_KINDS, deliveryKind, deliveryParameters, deliveryTemplateFile } from '../../../src/pipelines/delivery/parameters';
import { MODULES_TEMPLATE_FILE, modulesParameters } from '../../../src/pipelines/modules/parameters';
import { staticTemplates } from '../solution';

const ENTRIES: Record<string, Entry> = {
  connection: { schema: 1, name: 'driver-safety', source: { kind: 'gitlab', repository: 'acme/cv-safety', branch: 'main' } },
  s3: { schema: 1, name: 'dtc', source: { kind: 's3', bucket: 'acme-modules', key: 'dtc.zip' } },
};

test.each(DELIVERY_KINDS)('the values for a delivery of kind %s are exactly those that its template has parameters for', kind => {
  const { Parameters } = staticTemplates()[deliveryTemplateFile(kind)];

  expect(deliveryKind(ENTRIES[kind].source)).toBe(kind);
  expect(Object.keys(deliveryParameters('connected-vehicle', ENTRIES[kind])).sort()).toEqual(Object.keys(Parameters).sort());
});

test('the values for the module definition are exactly those that its template has parameters for', () => {
  const { Parameters } = staticTemplates()[MODULES_TEMPLATE_FILE];

  expect(Object.keys(modulesParameters('connected-vehicle', 'abc', [])).sort()).toEqual(Object.keys(Parameters).sort());
  expect(modulesParameters('connected-vehicle', 'abc', ['telemetry', 'fleet'])).toMatchObject({ DefinitionKey: 'definitions/abc.zip', CoreModules: 'fleet,telemetry' });
});

test('values come from the entry alone, and do not depend on the order of its members', () => {
  const entry = (parameters: Record<string, string>): Entry => ({ ...ENTRIES.s3, parameters, permissions: [{ actions: ['ses:SendEmail'], resources: ['arn:a', 'arn:b'] }, { actions: ['iot:Publish', 'iot:Connect'], resources: ['arn:c'] }], approval: true });
  const values = deliveryParameters('connected-vehicle', entry({ B: '2', A: '1' }));

  expect(values).toEqual(deliveryParameters('connected-vehicle', entry({ A: '1', B: '2' })));
  expect(values).toMatchObject({
    Parameters: '{"A":"1","B":"2"}',
    PermittedActions1: 'ses:SendEmail',
    PermittedResources1: 'arn:a,arn:b',
    PermittedActions2: 'iot:Publish,iot:Connect',
    PermittedResources2: 'arn:c',
    PermittedActions3: '',
    Approval: 'true',
    AssetBucket: '/connected-vehicle/core/asset-bucket',
    SourceBucket: 'acme-modules',
  });
  expect(values.ParametersDigest).not.toBe(deliveryParameters('connected-vehicle', ENTRIES.s3).ParametersDigest);
  expect(deliveryParameters('connected-vehicle', { ...ENTRIES.s3, allows: ['foreign-principals', 'retain'] }).Allows).toBe('foreign-principals,retain');
  const permissions = [{ actions: ['ses:SendEmail'], resources: ['arn:a'] }];
  expect(deliveryParameters('connected-vehicle', { ...ENTRIES.s3, permissions }).ParametersDigest).not.toBe(deliveryParameters('connected-vehicle', ENTRIES.s3).ParametersDigest);
});

test('values that a template cannot compute are computed from the names', () => {
  expect(deliveryParameters('connected-vehicle', ENTRIES.connection)).toMatchObject({
    UnderscoredName: 'connected_vehicle_driver_safety',
    ArtifactPrefix: 'driver-safety.connec',
    Folder: '',
    ConnectionArn: '',
    CoreConnectionArn: '/connected-vehicle/core/connection-arn',
  });
});

test('other tags restart the pipeline, as other parameters do; no tags change nothing', () => {
  const of = (tags?: Record<string, string>) => deliveryParameters('connected-vehicle', ENTRIES.s3, { tags });

  expect(of({ 'cost-centre': '4711' })).toMatchObject({ Tags: '{"cost-centre":"4711"}' });
  expect(new Set([of(), of({ a: 'b' }), of({ a: 'c' })].map(({ ParametersDigest }) => ParametersDigest)).size).toBe(3);
});
