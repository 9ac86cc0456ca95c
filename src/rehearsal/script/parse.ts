import { existsSync, statSync } from 'fs';
import { dirname, resolve } from 'path';
import { isMap, isScalar, type Node, type Pair } from 'yaml';
import type { Script } from './model';
import { parseSteps } from './steps';
import { DEFAULT_SOLUTION, NAME_PATTERN } from '../../model/names';
import { ProblemsError } from '../../model/problem';
import { YamlReader } from '../../yaml/yaml-reader';
import type { RepositorySource } from '@cv-insync/emulator';

const REPOSITORY = /^[\w.-]+(\/[\w.-]+)+$/;
const DEFAULT_BRANCH = 'main';

/** Parses a script. Paths are relative to the script, or else to the current folder. Throws all problems at once. */
export function parseScript(text: string, file: string, currentFolder = process.cwd()): Script {
  const reader = new YamlReader(text, file);
  const folderOf = (path: string) => [dirname(resolve(currentFolder, file)), currentFolder].map(base => resolve(base, path)).find(isFolder);
  const script = read(reader, folderOf);
  if (reader.problems.length) throw new ProblemsError(reader.problems);
  return script!;
}

const isFolder = (path: string) => existsSync(path) && statSync(path).isDirectory();

function read(reader: YamlReader, folderOf: (path: string) => string | undefined): Script | undefined {
  if (!reader.root) {
    if (!reader.problems.length) reader.problem(null, 'the script is empty: expected a mapping with core, steps');
    return undefined;
  }
  const members = reader.members(reader.root, 'script', ['solution', 'core', 'repositories', 'steps']);
  const solution = members.has('solution') ? reader.text(members.get('solution'), 'solution', reader.root) : DEFAULT_SOLUTION;
  if (solution && !NAME_PATTERN.test(solution)) {
    reader.problem(members.get('solution'), `solution: '${solution}' is not a name: lower-case letters, digits and single hyphens, beginning with a letter`);
  }
  const repositories: RepositorySource[] = [];
  const add: Add = (name, path, branch, node) => {
    if (!name || !path) return undefined;
    if (!REPOSITORY.test(name)) reader.problem(node, `'${name}' is not the full name of a repository: expected owner/name`);
    if (repositories.some(each => each.name === name)) reader.problem(node, `repository '${name}' is given twice`);
    const folder = folderOf(path);
    if (!folder) {
      reader.problem(node, `repository '${name}': there is no folder '${path}', neither beside the script nor in the current folder`);
      return undefined;
    }
    const source = { name, path: folder, branch: branch ?? DEFAULT_BRANCH };
    repositories.push(source);
    return source;
  };
  const core = readCore(reader, members.get('core'), members.has('core'), add);
  if (members.has('repositories')) readRepositories(reader, members.get('repositories')!, add);
  const names = [...repositories.map(({ name }) => name), ...namesIn(members.get('repositories'))];
  if (!members.has('steps')) reader.problem(reader.root, 'steps: missing; expected a list of setup, commit, register, invoke, daily and wait');
  const steps = members.has('steps') ? parseSteps(reader, members.get('steps')!, names) : [];
  return core && solution ? { solution, core, repositories, steps } : undefined;
}

type Maybe<T> = T | undefined;
type Add = (name: Maybe<string>, path: Maybe<string>, branch: Maybe<string>, node: Maybe<Node | null>) => Maybe<RepositorySource>;

function readCore(reader: YamlReader, node: Node | null | undefined, isDefined: boolean, add: Add): RepositorySource | undefined {
  if (!isDefined) {
    reader.problem(reader.root, 'core: missing; expected { repository: owner/name, path: folder }');
    return undefined;
  }
  const core = reader.members(node, 'core', ['repository', 'path', 'branch'], reader.root!);
  if (!isMap(node)) return undefined;
  const branch = core.has('branch') ? reader.text(core.get('branch'), 'core.branch', node) : undefined;
  return add(reader.text(core.get('repository'), 'core.repository', node), reader.text(core.get('path'), 'core.path', node), branch, core.get('path'));
}

function readRepositories(reader: YamlReader, node: Node | null, add: Add) {
  if (isScalar(node) && node.value === null) return;
  if (!isMap(node)) return reader.problem(node, 'repositories: expected a mapping from owner/name to a folder');
  for (const { key, value } of node.items as Pair<Node, Node | null>[]) {
    const name = String(isScalar(key) ? key.value : key);
    if (isMap(value)) {
      const members = reader.members(value, `repositories.${name}`, ['path', 'branch']);
      const branch = members.has('branch') ? reader.text(members.get('branch'), `repositories.${name}.branch`, value) : undefined;
      add(name, reader.text(members.get('path'), `repositories.${name}.path`, value), branch, key);
    } else {
      add(name, reader.text(value, `repositories.${name}`, key), undefined, key);
    }
  }
}

const namesIn = (node: Maybe<Node | null>) =>
  isMap(node) ? (node.items as Pair<Node>[]).map(({ key }) => String(isScalar(key) ? key.value : key)) : [];
