import { runFunction } from './executor/functions/runner';

/** The program of the processes in which functions run: `node run-function.js FOLDER HANDLER`. */
void runFunction(process.argv[2], process.argv[3]);
