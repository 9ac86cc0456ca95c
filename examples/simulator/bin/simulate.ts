import { simulateCommand } from '../src/command';

void simulateCommand(process.argv.slice(2)).then(code => { process.exitCode = code; });
