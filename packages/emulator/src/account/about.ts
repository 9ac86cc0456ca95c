/** The fidelity of a service, in few words. */
export interface About {
  /** What behaves as on AWS. */
  readonly real: string;
  /** What replaces a part of AWS that a local machine cannot have. */
  readonly standIn: string;
  /** What only a deployment to AWS proves. */
  readonly unproven: string;
}

/** By service. */
export const ABOUT: Readonly<Record<string, About>> = {
  cloudformation: {
    real: 'templates, parameters, functions, AWS::LanguageExtensions, change sets, also those that import tables, buckets and other resources that the account implements, order of changes, replacement, rollback, failure options, '
      + 'exports, nested stacks, statuses, events, drift of resources that the account implements',
    standIn: 'resources of types that the account does not implement: recorded, with references of the right form',
    unproven: 'property values beyond the published schemas; drift of other resources, stack sets, other transforms, macros; how long a change takes',
  },
  cloudtrail: {
    real: 'trails and their selectors; what they record of writes to objects is an event on the bus; LookupEvents has the calls that IAM refused',
    standIn: 'the log files: nothing is written to the bucket of a trail',
    unproven: 'events of other calls, reads, insights, trails of an organization, event data stores',
  },
  codebuild: {
    real: 'projects, builds and their overrides, retries, buildspec phases, environment, exported variables, artifacts, logs in CloudWatch Logs and S3; the commands run in a real shell',
    standIn: 'the build image: commands run on this machine, with its tools',
    unproven: 'images, compute types, VPC, caches, privileged mode; batch builds; sources other than pipelines, S3 and none',
  },
  codeconnections: {
    real: 'connections and their tags; a push of a branch or a tag starts the pipelines whose filters match',
    standIn: 'the host of the repositories: git repositories on this machine; a connection is available at once',
    unproven: "a connection's authorization, webhooks, hosts, pull requests",
  },
  codepipeline: {
    real: 'stages, run order, artifacts, variables, transitions, approvals, jobs, retries, stops, rollbacks, conditions of stages, source revisions, execution modes, triggers, events',
    standIn: 'the providers: S3, connections, CodeBuild, CloudFormation, Lambda, other pipelines and manual approval; the rules VariableCheck, LambdaInvoke, CodeBuild and DeploymentWindow; no others',
    unproven: 'old versions of a pipeline, quotas, how long an action or a rule waits; that no later stage runs after the rollback of a stage',
  },
  dynamodb: {
    real: 'tables of stacks and of calls, items, expressions, queries, scans, batches, secondary indexes, limits of items; who may reach a table or an index',
    standIn: 'storage: memory, by dynalite; consumed capacity is computed, and nothing is throttled',
    unproven: 'transactions, PartiQL, streams, time to live, backups, global tables, conditions of IAM on items',
  },
  events: {
    real: 'rules, the whole pattern language, input transformation, targets of pipelines, functions and topics, events of the services',
    standIn: 'time: a schedule fires when the caller says so; a target of another kind is an error',
    unproven: 'other buses, retries, dead-letter queues, archives; events that come late or twice, except as injected faults',
  },
  iam: {
    real: 'roles, policies, their versions, attachments and limits; decisions by identity policies, boundaries, policies of sessions and of resources, where '
      + 'the account enforces them',
    standIn: 'callers without a role: they are administrators',
    unproven: 'users, groups, instance profiles; policies of organizations; documents of AWS-managed policies that few applications attach',
  },
  kms: {
    real: 'keys, aliases, states, encryption context: data can be decrypted only while its key is enabled',
    standIn: 'the hardware: key material is stored in the account',
    unproven: 'grants, asymmetric keys, rotated material',
  },
  lambda: {
    real: 'code, configuration, environment, permissions, invocations, logs; each handler runs in its own Node.js process',
    standIn: 'the runtime: Node.js of this machine; a function of another runtime fails when it is invoked',
    unproven: 'images, layers, versions, aliases, concurrency, memory',
  },
  logs: {
    real: 'groups, streams, events, retention settings, tags; what builds and functions write while they run',
    standIn: 'nothing',
    unproven: 'deletion after the retention, subscriptions, metric filters, queries, live tail; filter patterns of JSON and of columns',
  },
  s3: {
    real: 'buckets, objects, versions, parts, conditions, checksums, tags, configuration, events of objects',
    standIn: 'storage: memory',
    unproven: 'lifecycle rules, websites, replication, encryption, access points, access-control lists: recorded and not acted on',
  },
  sns: {
    real: 'topics, subscriptions, attributes, tags',
    standIn: 'subscribers: functions are invoked; no other subscriber gets a message',
    unproven: 'delivery by email, text message or HTTP; filter policies; FIFO topics',
  },
  ssm: {
    real: 'parameters, versions, labels, hierarchies, tags, limits of names and values, events',
    standIn: 'nothing',
    unproven: 'parameter policies; everything in Systems Manager except Parameter Store',
  },
  sts: {
    real: "the caller: the root user, or a role's session, until its keys expire",
    standIn: 'signatures: the access key is checked, the signature is not',
    unproven: 'who may assume a role; federation',
  },
};
