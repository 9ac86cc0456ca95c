import { isObject, same, type Json, type JsonObject } from '../json';
import { camelCase, truthOf } from './camel-case';
import { generatedName } from './names';
import { alreadyExists, codeOf, ignoring, type ExistingResource, type Provider, type ResourceRequest, type UpdateRequest } from './provider';

const DISABLED = 'DisableInboundStageTransitions';
const lowerTags = (tags: ResourceRequest['tags']) => tags.map(({ Key, Value }) => ({ key: Key, value: Value }));

function declarationOf({ properties }: ResourceRequest, name: string): JsonObject {
  const { RestartExecutionOnUpdate, Tags, [DISABLED]: disabled, Name, ...definition } = properties;
  void [RestartExecutionOnUpdate, Tags, disabled, Name];
  return { pipelineType: 'V1', executionMode: 'SUPERSEDED', ...camelCase(textual(definition)) as JsonObject, name };
}

/** A definition in which the values of actions' configurations are texts, as CodePipeline takes them; templates have booleans and numbers, too. */
function textual(value: Json): Json {
  if (Array.isArray(value)) return value.map(textual);
  if (!isObject(value)) return value;
  const text = (each: Json) => typeof each === 'object' ? each : String(each);
  return Object.fromEntries(Object.entries(value).map(([key, each]) => [key, key === 'Configuration' && isObject(each)
    ? Object.fromEntries(Object.entries(each).map(([name, setting]) => [name, text(setting)]))
    : textual(each)]));
}

const disabledStages = (properties: JsonObject) => (properties[DISABLED] ?? []) as { Reason: string; StageName: string }[];

async function setTransitions({ account, properties }: ResourceRequest, pipelineName: string, previous: JsonObject): Promise<void> {
  const before = disabledStages(previous);
  const after = disabledStages(properties);
  const input = (stageName: string) => ({ pipelineName, stageName, transitionType: 'Inbound' });
  for (const { StageName } of before.filter(stage => !after.some(other => other.StageName === stage.StageName))) {
    await account.call('codepipeline', 'EnableStageTransition', input(StageName));
  }
  for (const { StageName, Reason } of after.filter(stage => !before.some(other => same(other, stage)))) {
    await account.call('codepipeline', 'DisableStageTransition', { ...input(StageName), reason: Reason });
  }
}

const VERSION = (answer: { pipeline?: { version?: number } }) => ({ Version: String(answer.pipeline?.version ?? 1) });

export const pipeline: Provider = {
  async create(request) {
    const { account, properties, tags } = request;
    const name = typeof properties.Name === 'string' ? properties.Name : generatedName(request.type, request.stackName, request.logicalId);
    try {
      const answer = await account.call('codepipeline', 'CreatePipeline', { pipeline: declarationOf(request, name), tags: lowerTags(tags) });
      await setTransitions(request, name, {});
      return { physicalId: name, attributes: VERSION(answer) };
    } catch (error) {
      throw codeOf(error) === 'PipelineNameInUseException' ? alreadyExists(request.type, name) : error;
    }
  },
  async update(request: UpdateRequest) {
    const { account, physicalId: name, properties } = request;
    await retag(request, account.arn('codepipeline', name));
    await setTransitions(request, name, request.previous);
    const declaration = declarationOf(request, name);
    if (same(declaration, declarationOf({ ...request, properties: request.previous }, name))) return { physicalId: name };
    const answer = await account.call('codepipeline', 'UpdatePipeline', { pipeline: declaration });
    if (truthOf(properties.RestartExecutionOnUpdate)) await account.call('codepipeline', 'StartPipelineExecution', { name }, { cause: 'update' });
    return { physicalId: name, attributes: VERSION(answer) };
  },
  async delete({ account, physicalId }: ExistingResource) {
    await ignoring(['PipelineNotFoundException'], account.call('codepipeline', 'DeletePipeline', { name: physicalId }));
  },
};

async function retag({ account, tags, previousTags }: UpdateRequest, resourceArn: string): Promise<void> {
  const gone = previousTags.filter(tag => !tags.some(other => other.Key === tag.Key)).map(tag => tag.Key);
  if (gone.length) await account.call('codepipeline', 'UntagResource', { resourceArn, tagKeys: gone });
  if (tags.length && !same(tags, previousTags)) await account.call('codepipeline', 'TagResource', { resourceArn, tags: lowerTags(tags) });
}

const PROJECT_NAMES = { BuildSpec: 'buildspec', ReportBuildStatus: 'reportBuildStatus' };

function projectOf({ properties, tags, account }: ResourceRequest, name: string): JsonObject {
  const { Tags, Triggers, Visibility, ...definition } = properties;
  void [Tags, Triggers, Visibility];
  const project = camelCase(definition, PROJECT_NAMES) as JsonObject;
  return { encryptionKey: account.arn('kms', 'alias/aws/s3'), ...project, name, tags: lowerTags(tags) };
}

const projectAttributes = ({ account }: ResourceRequest, name: string) => ({ Arn: account.arn('codebuild', `project/${name}`), Id: name });

export const project: Provider = {
  async create(request) {
    const { account, properties } = request;
    const name = typeof properties.Name === 'string' ? properties.Name : generatedName(request.type, request.stackName, request.logicalId);
    try {
      await account.call('codebuild', 'CreateProject', projectOf(request, name));
    } catch (error) {
      throw codeOf(error) === 'ResourceAlreadyExistsException' ? alreadyExists(request.type, name) : error;
    }
    return { physicalId: name, attributes: projectAttributes(request, name) };
  },
  async update(request: UpdateRequest) {
    await request.account.call('codebuild', 'UpdateProject', projectOf(request, request.physicalId));
    return { physicalId: request.physicalId, attributes: projectAttributes(request, request.physicalId) };
  },
  async delete({ account, physicalId }: ExistingResource) {
    await ignoring(['ResourceNotFoundException'], account.call('codebuild', 'DeleteProject', { name: physicalId }));
  },
};
