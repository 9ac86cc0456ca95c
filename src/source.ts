import { ConnectionSource, EntrySource } from './definition/entry';

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
export abstract class Source {
  /**
   * A branch of a GitHub repository.
   *
   * @param repository owner and name, like `acme/cv-dtc`
   */
  public static gitHub(repository: string, options: RepositorySourceOptions = {}): Source {
    return new RepositorySource('github', repository, options);
  }

  /**
   * A branch of a GitLab project.
   *
   * @param repository group (and subgroups) and name, like `acme/vehicles/cv-dtc`
   */
  public static gitLab(repository: string, options: RepositorySourceOptions = {}): Source {
    return new RepositorySource('gitlab', repository, options);
  }

  /**
   * A branch of a Bitbucket repository.
   *
   * @param repository workspace and name, like `acme/cv-dtc`
   */
  public static bitbucket(repository: string, options: RepositorySourceOptions = {}): Source {
    return new RepositorySource('bitbucket', repository, options);
  }

  /**
   * A zip file in a versioned bucket that sends its events to EventBridge. A new version of it is delivered.
   *
   * @param bucket name of the bucket
   * @param key key of the zip file, like `dtc/latest.zip`
   * @see https://docs.aws.amazon.com/AmazonS3/latest/userguide/EventBridge.html
   */
  public static s3(bucket: string, key: string): Source {
    return new S3Source(bucket, key);
  }

  /**
   * How an entry of the directory writes this source.
   *
   * @internal
   */
  public abstract _entrySource(): EntrySource;
}

class RepositorySource extends Source {
  constructor(
    private readonly kind: ConnectionSource['kind'],
    private readonly repository: string,
    private readonly options: RepositorySourceOptions,
  ) {
    super();
  }

  public _entrySource(): EntrySource {
    const { branch = 'main', folder, connectionArn } = this.options;
    return { kind: this.kind, repository: this.repository, branch, ...folder && { folder }, ...connectionArn && { connectionArn } };
  }
}

class S3Source extends Source {
  constructor(private readonly bucket: string, private readonly key: string) {
    super();
  }

  public _entrySource(): EntrySource {
    return { kind: 's3', bucket: this.bucket, key: this.key };
  }
}
