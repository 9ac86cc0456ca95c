import { ConnectionSource, EntrySource } from './model/entry';

/** Options of a source that is read through a connection. */
export interface RepositorySourceOptions {
  /**
   * The branch that is delivered.
   *
   * @default 'main'
   */
  readonly branch?: string;

  /**
   * The folder of the repository that holds the code, like `modules/dtc`. Only changes in it start the pipeline.
   *
   * @default - the whole repository
   */
  readonly folder?: string;

  /**
   * ARN of the connection that the repository is read through.
   *
   * @default - the connection of the core
   * @see https://docs.aws.amazon.com/dtconsole/latest/userguide/welcome-connections.html
   */
  readonly connectionArn?: string;
}

/**
 * Where the code of the core or of a module lies.
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
   * @param repository owner and name, like `acme/cv-dtc`
   * @param options which branch and folder of it, and how it is read
   */
  public static gitHub(repository: string, options: RepositorySourceOptions = {}): Source {
    return new Source(repositorySource('github', repository, options));
  }

  /**
   * A branch of a GitLab project.
   *
   * @param repository group (and subgroups) and name, like `acme/vehicles/cv-dtc`
   * @param options which branch and folder of it, and how it is read
   */
  public static gitLab(repository: string, options: RepositorySourceOptions = {}): Source {
    return new Source(repositorySource('gitlab', repository, options));
  }

  /**
   * A branch of a Bitbucket repository.
   *
   * @param repository workspace and name, like `acme/cv-dtc`
   * @param options which branch and folder of it, and how it is read
   */
  public static bitbucket(repository: string, options: RepositorySourceOptions = {}): Source {
    return new Source(repositorySource('bitbucket', repository, options));
  }

  /**
   * A zip file in a versioned bucket that sends its events to EventBridge. A new version of it is delivered. The bucket is in the account
   * and the region of the solution, as that is where S3 sends the events.
   *
   * @param bucket name of the bucket
   * @param key key of the zip file, like `dtc/latest.zip`
   * @see https://docs.aws.amazon.com/AmazonS3/latest/userguide/EventBridge.html
   */
  public static s3(bucket: string, key: string): Source {
    return new Source({ kind: 's3', bucket, key });
  }

  private constructor(private readonly entrySource: EntrySource) {}

  /**
   * How an entry of the directory writes this source.
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
