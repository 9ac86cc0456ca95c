import { forwardPorts } from './executor/sandbox/forwarder';

/** The program that connects a sandbox to the account and the registries: `node run-forwarder.js PORT=SOCKET...`. */
void forwardPorts(process.argv.slice(2));
