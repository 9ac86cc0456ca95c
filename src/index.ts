export { CloudFormationModule, type CloudFormationModuleProps } from './cloudformation-module';
export { CoreInSync, type CoreInSyncProps } from './core-insync';
export { InSyncModule, type InSyncModuleProps, type OutputOptions } from './insync-module';
export { Module, type ModuleOptions, type ModulePermission } from './module';
export { OneTimeInstallation, type OneTimeInstallationProps } from './one-time-installation';
export { Source, type RepositorySourceOptions } from './source';
