/**
 * Writes API.md of the project type for modules. jsii-docgen looks for the assemblies of dependencies below the package's folder, but this
 * package uses those of the repository.
 */
import { execFileSync } from 'child_process';
import { copyFileSync } from 'fs';
import { join } from 'path';
import { asPackage, currentApi, PACKAGES, ROOT } from './jsii-assembly';

asPackage(currentApi('cv-insync-module'), folder => {
  execFileSync(process.execPath, [join(ROOT, 'node_modules', 'jsii-docgen', 'bin', 'jsii-docgen'), '--output', 'API.md'], { cwd: folder, stdio: 'inherit' });
  copyFileSync(join(folder, 'API.md'), join(ROOT, PACKAGES['cv-insync-module'], 'API.md'));
});
