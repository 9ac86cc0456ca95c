export { evaluate, refusalOf, type AccessRequest, type Context, type Decision, type Policies, type PolicyDocument, type Statement } from './iam-evaluator';
