export { checkOperation, problemsOf } from './check';
export { ConnectionLost, FaultInjector } from './injector';
export * from './model';
