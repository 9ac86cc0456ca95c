export { checkOperation, problemsOf } from './check';
export { ConnectionLost } from './connection-lost';
export { FaultInjector } from './injector';
export * from './model';
