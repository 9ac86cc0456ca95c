import { execFileSync } from 'child_process';
import { mkdirSync } from 'fs';
import { join } from 'path';

/** Packs the packages as they would be published now; returns the tarballs. */
export function packPackages(root: string, folder: string): string[] {
  mkdirSync(folder, { recursive: true });
  const template = join(root, 'templates', 'cv-insync-module');
  execFileSync('npx', ['--no-install', 'projen', 'compile:template'], { cwd: root, stdio: ['ignore', 'ignore', 'inherit'] });
  return [root, template].map(cwd => {
    const [{ filename }] = JSON.parse(execFileSync('npm', ['pack', '--json', '--pack-destination', folder], { cwd, encoding: 'utf8', stdio: ['ignore', 'pipe', 'ignore'] }));
    return join(folder, filename);
  });
}
