import { Construct } from 'constructs';
import { InSyncModule } from 'cv-insync';
import { OwnerAccess } from './owner-access';
import { Users } from './users';
import { version } from '../package.json';

/** Authenticates the owners of vehicles. */
export class Auth extends InSyncModule {
  constructor(scope: Construct, id: string) {
    super(scope, id, { version, description: 'Signs owners in and gives them access to their own vehicles' });

    const users = new Users(this, 'Users');
    const app = users.addOwnersApp('OwnersApp');
    const { identityPoolId } = new OwnerAccess(this, 'OwnerAccess', { users, app });

    this.produce('UserPoolId', users.userPoolId);
    this.produce('UserPoolArn', users.userPoolArn);
    this.produce('ClientId', app.userPoolClientId);
    this.produce('IdentityPoolId', identityPoolId);
  }
}
