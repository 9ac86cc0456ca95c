import type { Entry, EntrySource } from '../../src/model/entry';
import { deliveredSource, registrationProblem } from '../../src/model/registration';

const CONNECTION = 'arn:aws:codeconnections:eu-west-1:123456789012:connection/1';
const repository = (name: string, more: object = {}): EntrySource => ({ kind: 'github', repository: name, branch: 'main', ...more });
const entry = (source: EntrySource): Entry => ({ schema: 1, name: 'dtc', source });
const zip = (bucket: string): EntrySource => ({ kind: 's3', bucket, key: 'dtc.zip' });

const problem = (source: EntrySource, delivered?: EntrySource) => registrationProblem(entry(source), delivered && deliveredSource(delivered));

test.each<[string, EntrySource, EntrySource | undefined]>([
  ['a repository, for a new module', repository('acme/dtc'), undefined],
  ['the repository that the module is delivered from', repository('acme/dtc'), repository('acme/dtc')],
  ['another branch of it', repository('acme/dtc', { branch: 'next' }), repository('acme/dtc')],
  ['another folder of it', repository('acme/dtc', { folder: 'modules/dtc' }), repository('acme/dtc')],
])('a registration may name %s', (_, source, delivered) => expect(problem(source, delivered)).toBeUndefined());

test.each<[string, EntrySource, EntrySource | undefined, string]>([
  ['a bucket', zip('acme-releases'), undefined, 'source: found s3:acme-releases/dtc.zip, but a module that registers itself cannot name a bucket'],
  ['a bucket of the core', zip('cv-assets-123456789012-eu-west-1'), undefined, 'cannot name a bucket'],
  ['the bucket that the module is delivered from', zip('acme-releases'), zip('acme-releases'), 'an operator can: cv-insync add dtc --source s3:acme-releases/dtc.zip'],
  ['another repository', repository('mallory/dtc'), repository('acme/dtc'), 'source: found mallory/dtc, but dtc is delivered from acme/dtc'],
  ['a repository instead of a bucket', repository('mallory/dtc'), zip('acme-releases'), 'but dtc is delivered from s3:acme-releases/dtc.zip'],
  ['a repository of the same name at another host', repository('acme/dtc', { connectionArn: CONNECTION }), repository('acme/dtc'),
    `source.connectionArn: found ${CONNECTION}, but dtc is delivered through the connection of the core`],
])('a registration cannot name %s', (_, source, delivered, expected) => expect(problem(source, delivered)).toContain(expected));
