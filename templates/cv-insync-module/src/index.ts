export { InSyncModuleProject, type InSyncModuleProjectOptions } from './project';
