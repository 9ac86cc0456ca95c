import { Construct } from 'constructs';
import { CoreInSync as FullCore, CoreInSyncProps, Source } from '../../../src';
import { REFERENCE_REPOSITORY } from '../../../src/rehearsal/module/reference';

export { InSyncModule, Module, Source } from '../../../src';

const connectionArn = 'arn:aws:codeconnections:us-east-1:123456789012:connection/0f6bd7f4-2f3c-4b0e-9d5a-1c8f4a7e2b90';

/** The core of the examples for a rehearsal of a single module: without other modules, and in a repository of the rehearsal. */
export class CoreInSync extends FullCore {
  constructor(scope: Construct, id: string, props: CoreInSyncProps) {
    super(scope, id, { ...props, modules: [], source: Source.gitHub(REFERENCE_REPOSITORY, { connectionArn }) });
  }
}
