export { evaluate } from './evaluate';
export { refusalOf } from './message';
export { accountOf } from './arn';
export { listOf, type AccessRequest, type Context, type Decision, type Policies, type PolicyDocument, type PolicyKind, type Statement } from './model';
