import { existsSync } from 'fs';
import { dirname, join } from 'path';
import { type ModuleArguments, moduleRehearsal, verdictText, withVerdict } from './module-rehearsal';
import { ProblemsError } from '../../model/problem';
import { readFaults } from '../../rehearsal/faults';
import { rehearse, type RehearseOptions } from '../../rehearsal/rehearse';
import type { Report } from '../../rehearsal/report';
import { conclusion } from '../../rehearsal/screen/summary';
import { serveOn } from '../../rehearsal/serve-on';
import { assetsFolder, FORWARDER_FILE, FUNCTION_RUNNER_FILE } from '../bundle/installation';
import { fail } from '../terminal/failure';
import { createAccount } from '@cv-insync/emulator';

const INTERRUPTED = 130;

export interface RehearseArguments extends ModuleArguments, Pick<RehearseOptions, 'report' | 'workDir' | 'keep' | 'port' | 'install' | 'timeout' | 'stopOnFailure' | 'sandbox' | 'allowHost'> {
  /** File with the faults to inject into the account. */
  readonly faults?: string;
  /** Access key with which clients call the account. @default - a random one */
  readonly accessKey?: string;
  /** Whether roles may do only what their policies allow. @default true */
  readonly iam?: boolean;
}

/** `cv-insync rehearse`: runs a rehearsal. Returns 0 if every step succeeded. */
export async function rehearseCommand(script: string | undefined, options: RehearseArguments): Promise<number> {
  const assets = assetsFolder();
  const packageRoot = dirname(assets);
  const examples = join(packageRoot, 'examples', 'rehearse.yaml');
  const ofModule = moduleRehearsal(script, options, assets);
  if (!script && !ofModule && !existsSync(examples)) fail('no script was given, and this installation has no examples to rehearse: cv-insync rehearse SCRIPT, or cv-insync rehearse --module FOLDER');
  const { iam = true, accessKey } = options;
  const account = createAccount({ iam, accessKey, faults: options.faults === undefined ? ofModule && {} : readFaults(options.faults) });
  const controller = new AbortController();
  for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) process.on(signal, () => controller.abort());
  const { signal } = controller;
  const began = Date.now();
  let wasInterrupted = false;
  try {
    const report = await rehearse({
      ...options,
      ...ofModule && { stopOnFailure: true, complete: (found: Report) => withVerdict(ofModule, found) },
      account,
      script: ofModule?.script ?? script ?? examples,
      packageRoot,
      functionRunner: join(assets, FUNCTION_RUNNER_FILE),
      forwarder: join(assets, FORWARDER_FILE),
      output: process.stdout,
      signal,
      async afterwards(stage, found) {
        wasInterrupted = signal.aborted;
        console.log(`${verdictText(found)}\n${conclusion(found, Date.now() - began, options)}`);
        if (!options.keep || options.port === undefined || wasInterrupted) return;
        for (const line of await ofModule?.handOver(stage) ?? []) console.log(line);
        await serveOn(stage, process.stdout, signal);
      },
    });
    return wasInterrupted ? INTERRUPTED : report.result === 'succeeded' ? 0 : 1;
  } catch (error) {
    if (error instanceof ProblemsError) throw error;
    const { message } = error as Error;
    if (!signal.aborted) return fail(message);
    console.error(message);
    return INTERRUPTED;
  }
}
