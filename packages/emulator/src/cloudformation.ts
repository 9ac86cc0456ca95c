export { resolve, type Scope } from './account/cloudformation/template/evaluate';
export type { ResourceDefinition, Template } from './account/cloudformation/template/model';
export { defaultProblem } from './account/cloudformation/template/parameters';
export { validateTemplate } from './account/cloudformation/template/validate';
export { CLOUDFORMATION } from './account/cloudformation/template/yaml';
