import { join } from 'path';
import { buildSync } from 'esbuild';
import { ROOT } from './import-graph';
import { needsOfOperation } from '@cv-insync/emulator/facts';

/** An operation of the AWS SDK. */
export interface SentOperation {
  /** As in the client's name, for example `cloudwatch-logs`. */
  readonly service: string;
  readonly operation: string;
}

const CLIENT = /import \{([^}]+)\} from "@aws-sdk\/(?:client-|lib-)([\w-]+)"/g;
const COMMAND = /^(?:paginate(\w+)|(\w+)Command)$/;

/**
 * The operations that the code of a file sends, directly or through what it imports. esbuild drops what nothing reaches, so that a
 * function of a file that is not called does not count.
 */
export function operationsSentBy(file: string): SentOperation[] {
  const { outputFiles: [{ text }] } = buildSync({
    absWorkingDir: ROOT,
    entryPoints: [join(ROOT, file)],
    bundle: true,
    write: false,
    platform: 'node',
    format: 'esm',
    packages: 'external',
    external: ['@cv-insync/*'],
    logLevel: 'silent',
  });
  const sent = [...text.matchAll(CLIENT)].flatMap(([, names, service]) => names.split(',').flatMap(name => {
    const [, paged, command] = COMMAND.exec(name.trim().split(' as ')[0]) ?? [];
    const operation = paged ?? command;
    return operation ? [{ service, operation }] : [];
  }));
  const byName = new Map(sent.map(each => [`${each.service}:${each.operation}`, each]));
  return [...byName].sort(([a], [b]) => a < b ? -1 : 1).map(([, each]) => each);
}

/** The IAM actions that these operations ask for. */
export const actionsOf = (operations: readonly SentOperation[]): string[] => [...new Set(operations
  .flatMap(({ service, operation }) => needsOfOperation(service, operation).map(({ action }) => action)))].sort();
