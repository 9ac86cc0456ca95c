export { type AccessLevel, type ActionFact, actionFact, actionsOfService, type ResourceTypeFact, resourceTypeFacts, servicePrefixes } from './facts/authorization';
export { type HandlerOperation, type TypeFact, typeFact, typesWithHandlers } from './facts/handlers';
export type { OperationNeed } from './facts/operation-need';
export { needsOfOperation, prefixOf } from './facts/operations';
export { ARTIFACTS, type ProviderFact, type ProviderNeed, PROVIDERS } from './facts/providers';
