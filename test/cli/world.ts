import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'fs';
import { tmpdir } from 'os';
import { dirname, join } from 'path';
import type { DeployedStack, StackInput, Stacks } from '../../src/cli/aws/stacks';
import type { Tools } from '../../src/cli/bundle/generate';
import { memoryStore } from '../registry/memory-store';

export const TOOLS: Tools = {
  apply: Buffer.from('#!/usr/bin/env node'),
  deliveryTemplates: { connection: '{"Resources":{"Connection":{}}}', s3: '{"Resources":{"S3":{}}}' },
  modulesTemplate: '{"Resources":{}}',
};

const folders: string[] = [];
afterAll(() => folders.splice(0).forEach(folder => rmSync(folder, { recursive: true, force: true })));

/** Writes files below a new folder, which is deleted after the tests; objects are written as JSON. */
export function folderOf(files: Readonly<Record<string, string | object>>): string {
  const folder = mkdtempSync(join(tmpdir(), 'insync-test-'));
  folders.push(folder);
  for (const [name, content] of Object.entries(files)) {
    mkdirSync(dirname(join(folder, name)), { recursive: true });
    writeFileSync(join(folder, name), typeof content === 'string' ? content : JSON.stringify(content));
  }
  return folder;
}

export function memoryObjects() {
  const stored = new Map<string, Uint8Array>();
  return {
    stored,
    exists: async (bucket: string, key: string) => stored.has(`${bucket}/${key}`),
    put: async (bucket: string, key: string, body: Uint8Array) => void stored.set(`${bucket}/${key}`, body),
  };
}

export const stackOf = (name: string, changes: Partial<DeployedStack> = {}): DeployedStack =>
  ({ name, id: `id-of-${name}`, status: 'CREATE_COMPLETE', parameters: {}, tags: {}, ...changes });

/** CloudFormation in memory: an operation is reported in progress once, then it is complete. */
export function memoryStacks(
  initial: readonly DeployedStack[] = [], faults: Readonly<Record<string, string>> = {}, ending: Readonly<Record<string, string>> = {},
) {
  const present = new Map(initial.map(stack => [stack.name, stack]));
  const log: string[] = [];
  const pending = new Map<string, () => void>();
  for (const [name, status] of Object.entries(ending)) pending.set(name, () => void present.set(name, { ...present.get(name)!, status }));
  const begin = (name: string, status: string, end: () => void) => {
    if (present.has(name)) present.set(name, { ...present.get(name)!, status });
    pending.set(name, end);
  };
  const put = ({ name, parameters, tags }: StackInput, kind: 'CREATE' | 'UPDATE') => {
    log.push(`${kind.toLowerCase()} ${name}`);
    const before = present.get(name);
    present.set(name, stackOf(name, { parameters, tags }));
    begin(name, `${kind}_IN_PROGRESS`, () => {
      const failed = faults[name] !== undefined;
      const status = !failed ? `${kind}_COMPLETE` : kind === 'CREATE' ? 'ROLLBACK_COMPLETE' : 'UPDATE_ROLLBACK_COMPLETE';
      present.set(name, { ...(failed && before ? before : present.get(name)!), status });
    });
  };
  const stacks: Stacks = {
    async find(nameOrId) {
      const stack = [...present.values()].find(({ name, id }) => name === nameOrId || id === nameOrId);
      const end = stack && pending.get(stack.name);
      if (end) {
        pending.delete(stack.name);
        end();
      }
      return stack;
    },
    list: async () => [...present.values()],
    template: async name => `template of ${name}`,
    create: async input => put(input, 'CREATE'),
    async update(input) {
      put(input, 'UPDATE');
      return true;
    },
    async tag(name, tags) {
      log.push(`tag ${name}`);
      present.set(name, { ...present.get(name)!, tags: { ...present.get(name)!.tags, ...tags } });
    },
    async continueRollback(name) {
      log.push(`continue rollback ${name}`);
      begin(name, 'UPDATE_ROLLBACK_IN_PROGRESS', () => {
        present.set(name, { ...present.get(name)!, status: faults[name] ? 'UPDATE_ROLLBACK_FAILED' : 'UPDATE_ROLLBACK_COMPLETE' });
      });
    },
    async delete(name) {
      log.push(`delete ${name}`);
      begin(name, 'DELETE_IN_PROGRESS', () => {
        if (faults[name]) present.set(name, { ...present.get(name)!, status: 'DELETE_FAILED' });
        else present.delete(name);
      });
    },
    failures: async id => [`Resource: ${faults[id.replace('id-of-', '')] ?? 'unknown'}`],
  };
  return { ...stacks, present, log };
}

export { memoryStore };
