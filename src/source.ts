import { ConnectionSource, EntrySource } from './model/entry';

/** Options of a repository source, which is read through a connection. */
export interface RepositorySourceOptions {
  /**
   * The branch to deliver.
   *
   * @default 'main'
   */
  readonly branch?: string;

  /**
   * The folder of the repository that contains the code, such as `modules/dtc`. Only changes in it start the pipeline.
   *
   * @default - the whole repository
   */
  readonly folder?: string;

  /**
   * ARN of the AWS CodeConnections connection to the repository. A connection is for one host, so a repository on another host than the
   * core's needs its own.
   *
   * @default - the connection of the core
   * @see https://docs.aws.amazon.com/dtconsole/latest/userguide/welcome-connections.html
   */
  readonly connectionArn?: string;
}

/**
 * The source of a core's or module's code.
 *
 * @example
 * import { Source } from 'cv-insync';
 *
 * const repository = Source.gitHub('acme/cv-dtc');
 * const folder = Source.gitLab('acme/vehicles/modules', { branch: 'release', folder: 'charging' });
 * const zip = Source.s3('weather-releases', 'cv-weather/latest.zip');
 */
export class Source {
  /**
   * A branch of a GitHub repository.
   *
   * @param repository owner and name, such as `acme/cv-dtc`
   * @param options branch, folder and connection
   */
  public static gitHub(repository: string, options: RepositorySourceOptions = {}): Source {
    return new Source(repositorySource('github', repository, options));
  }

  /**
   * A branch of a GitLab project.
   *
   * @param repository group (and subgroups) and name, such as `acme/vehicles/cv-dtc`
   * @param options branch, folder and connection
   */
  public static gitLab(repository: string, options: RepositorySourceOptions = {}): Source {
    return new Source(repositorySource('gitlab', repository, options));
  }

  /**
   * A branch of a Bitbucket repository.
   *
   * @param repository workspace and name, such as `acme/cv-dtc`
   * @param options branch, folder and connection
   */
  public static bitbucket(repository: string, options: RepositorySourceOptions = {}): Source {
    return new Source(repositorySource('bitbucket', repository, options));
  }

  /**
   * A zip file in a versioned S3 bucket that sends events to EventBridge. Each new version of the file is delivered. The bucket has to be
   * in the solution's account and region, because S3 sends its events there.
   *
   * @param bucket name of the bucket
   * @param key key of the zip file, such as `dtc/latest.zip`
   * @see https://docs.aws.amazon.com/AmazonS3/latest/userguide/EventBridge.html
   */
  public static s3(bucket: string, key: string): Source {
    return new Source({ kind: 's3', bucket, key });
  }

  private constructor(private readonly entrySource: EntrySource) {}

  /**
   * The source as part of an entry in the directory.
   *
   * @internal
   */
  public _entrySource(): EntrySource {
    return this.entrySource;
  }
}

function repositorySource(kind: ConnectionSource['kind'], repository: string, { branch = 'main', folder, connectionArn }: RepositorySourceOptions): ConnectionSource {
  return { kind, repository, branch, ...folder && { folder }, ...connectionArn && { connectionArn } };
}
