/** The options of the project type that are validated. */
export interface ModuleOptions {
  readonly name: string;
  readonly repository?: string;
  readonly solution?: string;
  readonly connectionArn?: string;
  readonly consumes?: string[];
  readonly standIns?: { [module: string]: { [output: string]: string } };
}

/** Names that cv-insync accepts: valid in a stack name, in a parameter path and in a role name. */
export const NAME = /^[a-z][a-z0-9]*(-[a-z0-9]+)*$/;
export const MODULE_NAME_LIMIT = 24;
export const SOLUTION_NAME_LIMIT = 20;
export const RESERVED = ['core', 'modules', 'delivery', 'registration', 'assets'];
export const OUTPUT = /^[A-Za-z][A-Za-z0-9]{0,63}$/;
const REPOSITORY = /^[\w.-]+\/[\w.-]+$/;
const CONNECTION = /^arn:[\w-]+:code(connections|star-connections):[\w-]+:\d{12}:connection\/[\w-]+$/;
const WORDS = 'lower-case letters, digits and single hyphens, beginning with a letter';

const isName = (text: string, limit: number) => NAME.test(text) && text.length <= limit;
const isModule = (text: string) => isName(text, MODULE_NAME_LIMIT) && !RESERVED.some(word => text === word || text.startsWith(`${word}-`));

/** All problems of the options. */
export function problemsOf({ name, repository, solution, connectionArn, consumes = [], standIns = {} }: ModuleOptions): string[] {
  const [where, expected] = ['the name of a module', `at most ${MODULE_NAME_LIMIT} ${WORDS}, except ${RESERVED.join(', ')} and names that begin with one of these and a hyphen`];
  return [
    ...isModule(name) ? [] : [`name: found "${name}", expected ${where}: ${expected}`],
    ...repository === undefined || REPOSITORY.test(repository) ? [] : [`repository: found "${repository}", expected owner/name of a GitHub repository`],
    ...solution === undefined || isName(solution, SOLUTION_NAME_LIMIT) ? []
      : [`solution: found "${solution}", expected the name of a solution: at most ${SOLUTION_NAME_LIMIT} ${WORDS}`],
    ...connectionArn === undefined || CONNECTION.test(connectionArn) ? [] : [`connectionArn: found "${connectionArn}", expected the ARN of a CodeConnections connection`],
    ...consumes.filter(text => !isOutput(text, name)).map(text =>
      `consumes: found "${text}", expected another module and its output, such as fleet/TripTableName`),
    ...Object.entries(standIns).flatMap(([module, outputs]) => Object.keys(outputs).filter(output => !isOutput(`${module}/${output}`, name)).map(output =>
      `standIns: found "${module}" with "${output}", expected another module and the name of its output, such as { weather: { Url: '...' } }`)),
  ];
}

function isOutput(text: string, self: string): boolean {
  const [module, output, ...more] = text.split('/');
  return isModule(module) && module !== self && OUTPUT.test(output ?? '') && !more.length;
}
