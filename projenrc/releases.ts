import { awscdk, Component, github, ReleasableCommits, release } from 'projen';
import { CHANGELOG } from './changelog';

/** With these, commits of any other type are released, too, and as a major version. */
const BREAKING = ['^[a-z]+(\\([^()[:space:]]+\\))?!: ', '^BREAKING[ -]CHANGE: '];

/** Lists the commits since the last release that cause the next one. */
const RELEASABLE = ['git log --no-merges --oneline $LATEST_TAG..HEAD -E', ...[`^(${CHANGELOG.map(({ type }) => type).join('|')})(\\([^()[:space:]]+\\))?!?: `, ...BREAKING].map(pattern => `--grep '${pattern}'`)].join(' ');

/** The version of what publishes the packages. */
const PUBLIB = '0.2.1061';

/** What the packages are called in the registries, and how they get there. */
export function releases(on: boolean) {
  return {
    release: on,
    github: on,
    // The gate of this repository is .ci/run; of what projen knows of GitHub, only the release is wanted.
    buildWorkflow: false,
    githubOptions: { mergify: false, pullRequestLint: false },
    pullRequestTemplate: false,

    // A person starts a release; its version and its changelog follow from the commits since the last one.
    releaseTrigger: release.ReleaseTrigger.workflowDispatch(),
    minMajorVersion: 1, // the first release is 1.0.0: its API is held to
    releasableCommits: ReleasableCommits.exec(RELEASABLE),
    versionrcOptions: { types: CHANGELOG },
    workflowNodeVersion: '24', // brings an npm (11.5.1 or newer) that registries can trust
    // Nothing is published, to any registry, unless all packages are as all registries demand.
    postBuildSteps: ['publish:dry-run', 'compat --release'].map(command => ({ name: command.split(' ')[0], run: `npx projen ${command}` })),
    jsiiReleaseVersion: PUBLIB, // runs with the secrets, and with the trust of the registries

    // npm, PyPI and NuGet trust the workflow itself: there is no token to be stolen.
    npmTrustedPublishing: true,
    publishToPypi: { distName: 'cv-insync', module: 'cv_insync', trustedPublishing: true },
    publishToNuget: { dotNetNamespace: 'CvInSync', packageId: 'CvInSync', trustedPublishing: true },
    // Maven Central has no such trust: it takes a token, and signatures of a key.
    publishToMaven: {
      javaPackage: 'io.github.cvinsync',
      mavenGroupId: 'io.github.cv-insync', // the namespace of the repository's owner, which alone may publish to it
      mavenArtifactId: 'cv-insync',
      mavenServerId: 'central-ossrh',
    },
    // A release of Go is a push with a tag to a repository of its own.
    publishToGo: { moduleName: 'github.com/cv-insync/cv-insync-go' },
  } satisfies Partial<awscdk.AwsCdkConstructLibraryOptions>;
}

/**
 * The jobs of the release, where all packages are built, and the two for npm together, before any is published. Each registry's job then
 * begins with the one of the library, from which it makes the package for its language, and would take all that lie there for one.
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

/** The job that builds all packages, with the tools of all languages. It writes nothing: the tag is another job's. */
const BUILD = {
  tools: { python: { version: '3.x' }, java: { version: '17' }, go: { version: '^1.25.0' } },
  permissions: { contents: github.workflows.JobPermission.READ },
};
