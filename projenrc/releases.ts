import { awscdk, Component, github, ReleasableCommits, release } from 'projen';
import { CHANGELOG } from './changelog';

/** Patterns of breaking changes. Commits of any type that match cause a release of a new major version. */
const BREAKING = ['^[a-z]+(\\([^()[:space:]]+\\))?!: ', '^BREAKING[ -]CHANGE: '];

/** Command that lists the commits since the last release that cause a new one. */
const RELEASABLE = ['git log --no-merges --oneline $LATEST_TAG..HEAD -E', ...[`^(${CHANGELOG.map(({ type }) => type).join('|')})(\\([^()[:space:]]+\\))?!?: `, ...BREAKING].map(pattern => `--grep '${pattern}'`)].join(' ');

/** Version of publib, which publishes the packages. */
const PUBLIB = '0.2.1061';

/** Names of the packages in the registries, and how they are published. */
export function releases(on: boolean) {
  return {
    release: on,
    github: on,
    // Only the release workflow is generated. The checks of pull requests are in .ci/run.
    buildWorkflow: false,
    githubOptions: { mergify: false, pullRequestLint: false },
    pullRequestTemplate: false,

    // Releases are started by hand. Version and changelog are derived from the commits since the last release.
    releaseTrigger: release.ReleaseTrigger.workflowDispatch(),
    minMajorVersion: 1, // the first release is 1.0.0: its API is held to
    releasableCommits: ReleasableCommits.exec(RELEASABLE),
    versionrcOptions: { types: CHANGELOG },
    workflowNodeVersion: '24', // includes npm 11.5.1 or newer, which trusted publishing requires
    // Nothing is published to any registry unless all packages meet the requirements of all registries.
    postBuildSteps: ['publish:dry-run', 'compat --release'].map(command => ({ name: command.split(' ')[0], run: `npx projen ${command}` })),
    jsiiReleaseVersion: PUBLIB, // runs with the secrets, and with the trust of the registries

    // npm, PyPI and NuGet support trusted publishing by the workflow, so there is no token that could be stolen.
    npmTrustedPublishing: true,
    publishToPypi: { distName: 'cv-insync', module: 'cv_insync', trustedPublishing: true },
    publishToNuget: { dotNetNamespace: 'CvInSync', packageId: 'CvInSync', trustedPublishing: true },
    // Maven Central has no trusted publishing: it needs a token, and signatures.
    publishToMaven: {
      javaPackage: 'io.github.cvinsync',
      mavenGroupId: 'io.github.cv-insync', // the namespace of the repository's owner, who alone may publish to it
      mavenArtifactId: 'cv-insync',
      mavenServerId: 'central-ossrh',
    },
    // The Go module is published by pushing a commit and a tag to its own repository.
    publishToGo: { moduleName: 'github.com/cv-insync/cv-insync-go' },
  } satisfies Partial<awscdk.AwsCdkConstructLibraryOptions>;
}

/**
 * Adjusts the release's jobs. The first job builds all packages, including both npm packages, before any is published. The job of each
 * registry then builds the package for its language from the library's npm package, which it has to select by name.
 */
export class ReleasedTogether extends Component {
  public preSynthesize() {
    const workflow = github.GitHub.of(this.project)?.tryFindWorkflow('release');
    for (const [id, job] of Object.entries(workflow?.jobs ?? {})) {
      if (!('steps' in job) || !Array.isArray(job.steps)) continue;
      const steps = job.steps.map(step => ({ ...step, run: step.run?.replace('/js/*.tgz', '/js/cv-insync@*.tgz') }));
      workflow!.updateJob(id, { ...job, steps, ...id === 'release' && BUILD });
    }
  }
}

/** Settings of the job that builds all packages, with the tools of all languages. It has no write permission: another job creates the tag. */
const BUILD = {
  tools: { python: { version: '3.x' }, java: { version: '17' }, go: { version: '^1.25.0' } },
  permissions: { contents: github.workflows.JobPermission.READ },
};
