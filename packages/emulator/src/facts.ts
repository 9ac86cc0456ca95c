export { type AccessLevel, type ActionFact, actionFact, actionsOfService, type ResourceTypeFact, resourceTypeFacts, servicePrefixes } from './facts/authorization';
export { type HandlerOperation, type TypeFact, typeFact, typesWithHandlers } from './facts/handlers';
export type { OperationNeed } from './facts/operation-need';
export { needsOfOperation, prefixOf } from './facts/operations';
export { ARTIFACTS, type ProviderFact, type ProviderNeed, PROVIDERS } from './facts/providers';
export { handlerNeeds, type HandlerNeed, handlersOf, permissionsOf } from './facts/handled/needs';
export type { HandledResource, Place } from './facts/handled/resource';
export type { HandlerRule } from './facts/handled/rule';
export { handlerRules, isAsked, rulesOf } from './facts/handled/rules';
