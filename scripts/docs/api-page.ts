/**
 * Writes API.md of the project type for modules. jsii-docgen looks for the assemblies of dependencies below a package's folder; this
 * one's are the repository's.
 */
import { execFileSync } from 'child_process';
import { copyFileSync } from 'fs';
import { join } from 'path';
import { asPackage, currentApi, PACKAGES, ROOT } from './jsii-assembly';

asPackage(currentApi('cv-insync-module'), folder => {
  execFileSync(process.execPath, [join(ROOT, 'node_modules', 'jsii-docgen', 'bin', 'jsii-docgen'), '--output', 'API.md'], { cwd: folder, stdio: 'inherit' });
  copyFileSync(join(folder, 'API.md'), join(ROOT, PACKAGES['cv-insync-module'], 'API.md'));
});
