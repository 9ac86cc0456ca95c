import { readFileSync } from 'fs';
import { join } from 'path';
import { credentialsFile, employ, observeUse, PEOPLE, type Person, personOf } from './people';
import { Folder, FUNCTION_RUNNER, effectsOf, ROOT, script } from './rehearsal';
import { rehearse } from '../../src/rehearsal/rehearse';
import type { Report } from '../../src/rehearsal/report';
import { type Account, createAccount, type ObservedCall } from '@cv-insync/emulator';

/** Code for a module's app: a table that is retained when the module is removed. */
export const TABLE = `
new (require('aws-cdk-lib').aws_dynamodb.CfnTable)(module_, 'Table', {
  keySchema: [{ attributeName: 'id', keyType: 'HASH' }], attributeDefinitions: [{ attributeName: 'id', attributeType: 'S' }], billingMode: 'PAY_PER_REQUEST',
});
`;

/** The files of a module, in a folder, with more in its app. */
export const extended = (files: Readonly<Record<string, string>>, code: string, folder?: string): Record<string, string> =>
  Object.fromEntries(Object.entries(files).map(([path, text]) => [folder ? path.replace(/^[^/]*/, folder) : path, text.replace('app.synth();', `${code}app.synth();`)]));

/** Output and exit code of a command. */
export interface CommandResult {
  readonly code: number;
  readonly output: string;
  readonly json: any;
}

/** A call to the account, and the step that it was made in. */
type Call = ObservedCall & { readonly step: number };

const folder = new Folder();

/** What the emulator's server asks its account about each signed request. AWS has no such operation. */
const OF_SERVER = 'CallerOfKey';

/** A shell command that runs `cv-insync` with the rights of whom it is for, and writes its output and exit code to files with that name. */
export function cvInsync(name: string, args: string) {
  const person = personOf(args.split(' ')[0]);
  const credentials = person ? `. ${credentialsFile(folder.path, person)}; ` : '';
  return `(${credentials}node_modules/.bin/cv-insync ${args}) > '${folder.path}/${name}.out' 2> '${folder.path}/${name}.err' < /dev/null; echo $? > '${folder.path}/${name}.code'`;
}

/** Where the app of a module is synthesized to. */
const assemblyOf = (module: string) => join(folder.path, module, 'cdk.out');

/** A step that synthesizes modules, as their authors do before they register them. */
export const synthesized = (...modules: readonly string[]) => ({
  invoke: modules.map(module => `NODE_PATH="$PWD/node_modules" CDK_OUTDIR='${assemblyOf(module)}' node '${folder.path}/${module}/app.js'`).join(' && '),
});

/** The arguments that lead `register` and `unregister` to a module. */
export const appOf = (module: string) => `--app '${assemblyOf(module)}'`;

/** A step that runs commands in sequence: `{ name: arguments }`. */
export const commands = (named: Readonly<Record<string, string>>, failed: readonly string[] = []) =>
  ({ invoke: { run: Object.entries(named).map(([name, args]) => cvInsync(name, args)).join('\n'), expect: { failed } } });

export function ran(name: string): CommandResult {
  const read = (kind: string) => readFileSync(join(folder.path, `${name}.${kind}`), 'utf8');
  const [output, errors] = [read('out'), read('err')];
  return { code: Number(read('code')), output: output + errors, get json() { return JSON.parse(output); } };
}

export interface OperatingOptions {
  /** Called for every call to the account, which it may change. */
  readonly onCall?: (call: ObservedCall, account: Account) => void;
}

/**
 * Rehearses named steps in the test's process, so that the test sees every call to the account. `modules` are all repositories of the script
 * except the core's.
 */
export function rehearseCommandsOnce<Name extends string>(
  steps: Readonly<Record<Name, unknown>>, modules: readonly string[], files: Readonly<Record<string, string>>, { onCall }: OperatingOptions = {},
) {
  const calls: Call[] = [];
  const use = observeUse();
  let report: Report;
  let output = '';
  beforeAll(async () => {
    let step = 0;
    const account: Account = createAccount({
      iam: true,
      onCall: call => {
        calls.push({ ...call, step });
        onCall?.(call, account);
      },
    });
    for (const person of PEOPLE) await employ(account, person, folder.path);
    folder.synthesizeQuickly().write({ ...files, 'script.yaml': script(modules, Object.values(steps) as object[]) });
    report = await rehearse({
      script: join(folder.path, 'script.yaml'),
      timeout: 560,
      packageRoot: ROOT,
      functionRunner: FUNCTION_RUNNER,
      account,
      output: {
        write: (text: string) => {
          output += text;
          step = Number(/^step (\d+) of/m.exec(text)?.[1] ?? step);
        },
      },
    });
  });
  afterAll(() => {
    use.end();
    folder.remove();
  });
  const index = (name: Name) => Object.keys(steps).indexOf(name);
  return {
    outcome: () => ({ result: report.result, output: report.result === 'succeeded' ? '' : output }),
    report: (name: Name) => report.steps[index(name)],
    happenedIn: (name: Name) => effectsOf(report, index(name)),
    account: () => report.account,
    /** The actions of a person's policy that no command of this rehearsal needed, each with the name of its statement. */
    unused: (person: Person) => use.unused(person),
    /** The calls of a step, as `service:operation`, each with its input. */
    callsIn: (name: Name) => calls.filter(({ step, operation }) => step === index(name) + 1 && operation !== OF_SERVER).map(({ service, operation, input }) => ({ call: `${service}:${operation}`, input: input as any })),
  };
}
