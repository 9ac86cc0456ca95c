/** What a service of the account is good for, in few words. */
export interface About {
  /** What happens as on AWS. */
  readonly real: string;
  /** What takes the place of something that a machine of one's own cannot have. */
  readonly standIn: string;
  /** What only a deployment shows. */
  readonly unproven: string;
}

/** Per service of the account. */
export const ABOUT: Readonly<Record<string, About>> = {
  cloudformation: {
    real: 'templates, parameters, functions, change sets, order of changes, replacement, rollback, exports, nested stacks, statuses and events',
    standIn: 'resources of types that cv-insync does not consist of: recorded, with references of the right form',
    unproven: 'property values beyond the published schemas; drift, stack sets, transforms; how long a change takes',
  },
  cloudtrail: {
    real: 'trails and their selectors; what they record of writes to objects is an event on the bus',
    standIn: 'the log files: nothing is written to the bucket of a trail',
    unproven: 'management events, reads, insights, trails of an organization, event data stores',
  },
  codebuild: {
    real: 'projects, builds, buildspec phases, environment, exported variables, artifacts; the commands run in a real shell',
    standIn: 'the build image: commands run on this machine, with its tools',
    unproven: 'images, compute types, VPC, caches, privileged mode',
  },
  codeconnections: {
    real: 'connections and their tags; a push starts the pipelines whose filters match',
    standIn: 'the host of the repositories: git repositories on this machine; a connection is available at once',
    unproven: "a connection's authorization, webhooks, hosts",
  },
  codepipeline: {
    real: 'stages, run order, artifacts, variables, transitions, approvals, jobs, retries, stops, execution modes, triggers, events',
    standIn: 'the providers: S3, connections, CodeBuild, CloudFormation, Lambda, other pipelines and manual approval; no others',
    unproven: 'old versions of a pipeline, quotas, rules of conditions, how long an action waits',
  },
  events: {
    real: 'rules, the whole pattern language, input transformation, targets of pipelines, functions and topics, events of the services',
    standIn: 'time: a schedule comes when the script says so; a target of another kind is an error',
    unproven: 'other buses, retries, dead-letter queues, archives; events that come late or twice, unless asked for',
  },
  iam: {
    real: 'roles, policies, their versions, attachments and limits',
    standIn: 'nothing',
    unproven: 'permissions: they are recorded and not enforced; users, groups, instance profiles',
  },
  kms: {
    real: 'keys, aliases, states, encryption context: what is encrypted can only be decrypted while its key is enabled',
    standIn: 'the hardware: key material lies in the account',
    unproven: 'key policies, grants, asymmetric keys, rotated material',
  },
  lambda: {
    real: 'code, configuration, environment, permissions, invocations; the handler runs in a Node.js process of its own',
    standIn: 'the runtime: Node.js of this machine; a function of another runtime fails when it is invoked',
    unproven: 'images, layers, versions, aliases, concurrency, memory',
  },
  logs: {
    real: 'groups, streams, events, retention settings, tags',
    standIn: 'what builds and functions write: files of the rehearsal, in no group',
    unproven: 'deletion after the retention, subscriptions, metric filters, queries',
  },
  s3: {
    real: 'buckets, objects, versions, parts, conditions, checksums, tags, configuration, events of objects',
    standIn: 'storage: memory',
    unproven: 'bucket policies, life cycles, websites, replication, encryption: recorded and not acted on',
  },
  sns: {
    real: 'topics, subscriptions, attributes, tags',
    standIn: 'subscribers: functions are invoked, nobody else gets a message',
    unproven: 'delivery by mail, text message or HTTP; filter policies; FIFO topics',
  },
  ssm: {
    real: 'parameters, versions, labels, hierarchies, tags, limits of names and values, events',
    standIn: 'nothing',
    unproven: 'policies of parameters; everything of Systems Manager besides the parameter store',
  },
  sts: {
    real: "who calls: the root user, or a role's session, until its keys expire",
    standIn: 'signatures: read, not verified',
    unproven: 'who may assume a role; federation',
  },
};
