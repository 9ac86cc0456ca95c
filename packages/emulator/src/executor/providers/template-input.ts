import type { Parameter, Tag } from '@aws-sdk/client-cloudformation';
import { fileOfArtifact } from '../artifacts';
import { ActionFailure, type ActionRun } from '../context';

const INLINE_LIMIT = 51_200;

export interface TemplateInput {
  readonly TemplateBody?: string;
  readonly TemplateURL?: string;
  readonly Parameters: Parameter[];
  readonly Tags?: Tag[];
  readonly StackPolicyBody?: string;
  readonly Capabilities?: string[];
  readonly RoleARN?: string;
}

/** The input of the stack operation of a CloudFormation action. Parameters that it does not name get the defaults of the template. */
export async function templateInput(run: ActionRun): Promise<TemplateInput> {
  const { configuration, inputs } = run;
  if (!configuration.TemplatePath) throw new ActionFailure('the action has no TemplatePath', 'ConfigurationError');
  const body = await fileOfArtifact(run.context.account, inputs, configuration.TemplatePath, run);
  const file = configuration.TemplateConfiguration
    ? json(configuration.TemplateConfiguration, await fileOfArtifact(run.context.account, inputs, configuration.TemplateConfiguration, run))
    : {};
  const overrides = await overridesOf(run);
  const parameters = { ...file.Parameters as object, ...overrides };
  return {
    ...await located(run, body),
    Parameters: Object.entries(parameters).map(([ParameterKey, value]) => ({ ParameterKey, ParameterValue: text(value) })),
    ...(file.Tags ? { Tags: Object.entries(file.Tags).map(([Key, Value]) => ({ Key, Value: String(Value) })) } : {}),
    ...(file.StackPolicy ? { StackPolicyBody: JSON.stringify(file.StackPolicy) } : {}),
    ...(configuration.Capabilities ? { Capabilities: configuration.Capabilities.split(',').map(each => each.trim()) } : {}),
    ...(configuration.RoleArn ? { RoleARN: configuration.RoleArn } : {}),
  };
}

/** Puts a template that is too large for the call into the artifact bucket, which the role of the action need not be allowed to do: the CDK grants it reading alone. */
async function located({ context: { account }, execution, action }: ActionRun, body: string): Promise<Pick<TemplateInput, 'TemplateBody' | 'TemplateURL'>> {
  if (Buffer.byteLength(body) <= INLINE_LIMIT) return { TemplateBody: body };
  const { artifactStore, artifactStores } = execution.declaration;
  const Bucket = (artifactStore ?? artifactStores![account.region]).location!;
  const Key = `${execution.pipeline}/templates/${action.id}`;
  await account.call('s3', 'PutObject', { Bucket, Key, Body: Buffer.from(body) });
  return { TemplateURL: `https://s3.${account.region}.amazonaws.com/${Bucket}/${Key}` };
}

async function overridesOf(run: ActionRun): Promise<Record<string, unknown>> {
  const { context: { account }, configuration, inputs } = run;
  const given = json('ParameterOverrides', configuration.ParameterOverrides ?? '{}');
  const resolved: Record<string, unknown> = {};
  for (const [name, value] of Object.entries(given)) {
    const call = value as { 'Fn::GetParam'?: string[]; 'Fn::GetArtifactAtt'?: string[] } | null;
    if (typeof call !== 'object' || call === null || Array.isArray(call)) {
      resolved[name] = value;
    } else if (call['Fn::GetParam']) {
      const [artifact, file, key] = call['Fn::GetParam'];
      resolved[name] = json(`${artifact}::${file}`, await fileOfArtifact(account, inputs, `${artifact}::${file}`, run))[key];
    } else if (call['Fn::GetArtifactAtt']) {
      const [artifact, attribute] = call['Fn::GetArtifactAtt'];
      const { bucket, key } = inputs[artifact] ?? {};
      resolved[name] = { BucketName: bucket, ObjectKey: key, URL: `https://s3.${account.region}.amazonaws.com/${bucket}/${key}` }[attribute];
    } else {
      throw new ActionFailure(`ParameterOverrides: '${name}' is neither a string nor Fn::GetParam nor Fn::GetArtifactAtt`, 'ConfigurationError');
    }
  }
  return resolved;
}

const text = (value: unknown) => Array.isArray(value) ? value.join(',') : String(value);

function json(what: string, content: string): Record<string, any> {
  try {
    return JSON.parse(content);
  } catch (error) {
    throw new ActionFailure(`${what} is not JSON: ${(error as Error).message}`, 'ConfigurationError');
  }
}
