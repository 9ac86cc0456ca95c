import { ENVIRONMENT } from '../../model/environment';
import { fail } from '../terminal/failure';

/** An environment variable that the build project sets. */
export function required(name: string): string {
  return process.env[name] || fail(`${name} is not set; the build projects of a solution set it, elsewhere export it first`);
}

export const ownSolution = () => required(ENVIRONMENT.solution);
