/** The files of a repository, by path. */
export type Files = Readonly<Record<string, string | Uint8Array>>;

type Texts = Readonly<Record<string, string>>;

/** The package under test, as a repository of a core or a module contains it. */
export const TARBALL = 'cv-insync.tgz';

/** Parts of every repository: they install the package under test, which is in no registry, and nothing that is not needed. */
export function packageFiles(name: string, tarball: Uint8Array, more: { dependencies?: Texts; scripts?: Texts } = {}): Files {
  const dependencies = { 'cv-insync': `file:${TARBALL}`, ...more.dependencies };
  return {
    'package.json': JSON.stringify({ name, version: '1.0.0', private: true, scripts: more.scripts, dependencies }, undefined, 2),
    // Peer dependencies are only for constructs; a repository that has constructs names them itself.
    '.npmrc': 'legacy-peer-deps=true\naudit=false\nfund=false\n',
    [TARBALL]: tarball,
  };
}
