import type { Account } from '../account';
import { AwsError } from '../aws-error';
import type { Operation } from '../service';
import { tagMap } from '../tags';
import { arnOf, checkName, keyOf, latest, notFound, Parameter, SsmState, Version } from './parameter';

const LIMITS = { Standard: 4096, Advanced: 8192 } as const;
const MOST_STANDARD_PARAMETERS = 10_000;
const MOST_VERSIONS = 100;
const MOST_LEVELS = 15;
const MOST_NAMES = 10;

export function writeOperations(account: Account, state: SsmState): Record<string, Operation> {
  const { parameters } = state;
  const announce = (operation: string, { name }: Parameter, { type, description }: Version) => account.publish({
    source: 'aws.ssm',
    detailType: 'Parameter Store Change',
    resources: [arnOf(account, name)],
    detail: { operation, name, type, ...description && { description } },
  });

  const remove = (name: string) => {
    const parameter = parameters[keyOf(name)];
    if (!parameter) throw notFound(name);
    delete parameters[keyOf(name)];
    if (latest(parameter).tier === 'Standard') state.standard -= 1;
    announce('Delete', parameter, latest(parameter));
  };

  return {
    PutParameter(input, { caller }) {
      checkNewName(input.Name);
      const key = keyOf(input.Name);
      const existing = parameters[key];
      const before = existing && latest(existing);
      checkOverwrite(input, before);
      const tier = tierOf(input, before);
      checkValue(input, tier, before);
      if (!existing && tier === 'Standard' && state.standard >= MOST_STANDARD_PARAMETERS) {
        throw new AwsError('ParameterLimitExceeded', `The number of parameters exceeds the limit of ${MOST_STANDARD_PARAMETERS}.`);
      }
      const type = before?.type ?? input.Type;
      const version: Version = {
        version: (before?.version ?? 0) + 1,
        type,
        value: input.Value,
        date: new Date(),
        user: caller,
        description: input.Description ?? before?.description,
        allowedPattern: input.AllowedPattern ?? before?.allowedPattern,
        keyId: type === 'SecureString' ? input.KeyId ?? before?.keyId ?? 'alias/aws/ssm' : undefined,
        tier,
        dataType: input.DataType ?? before?.dataType ?? 'text',
        policies: input.Policies ?? before?.policies,
        labels: [],
      };
      const parameter = existing ?? { name: input.Name, versions: [], tags: tagMap(input.Tags) };
      addVersion(parameter, version);
      state.standard += Number(tier === 'Standard') - Number(before?.tier === 'Standard');
      parameters[key] = parameter;
      announce(existing ? 'Update' : 'Create', parameter, version);
      return { Version: version.version, Tier: tier };
    },

    DeleteParameter({ Name }) {
      checkName(Name);
      remove(Name);
    },

    DeleteParameters({ Names }) {
      if (Names.length > MOST_NAMES) throw tooMany(Names);
      const deleted = (Names as string[]).filter(name => parameters[keyOf(name)]);
      deleted.forEach(remove);
      return { DeletedParameters: deleted, InvalidParameters: (Names as string[]).filter(name => !deleted.includes(name)) };
    },
  };
}

export function tooMany(names: string[]): AwsError {
  return new AwsError('ValidationException', `1 validation error detected: Value '[${names.join(', ')}]' at 'names' failed to satisfy constraint: `
    + `Member must have length less than or equal to ${MOST_NAMES}`);
}

function checkNewName(name: string): void {
  if (/^\/?aws/i.test(name)) throw new AwsError('AccessDeniedException', `No access to reserved parameter name: ${name}.`);
  if (!name.startsWith('/') && name.includes('/')) throw new AwsError('ValidationException', 'Parameter name must be a fully qualified name.');
  checkName(name);
  if (name.endsWith('/')) throw new AwsError('ValidationException', 'Parameter name must not end with slash.');
  if (name.length > 1011) {
    throw new AwsError('ValidationException', `Parameter name is too long: got ${name.length} characters, at most 1011 are allowed.`);
  }
  if (keyOf(name).split('/').length - 1 > MOST_LEVELS) {
    throw new AwsError('HierarchyLevelLimitExceededException', `Parameter hierarchy level limit exceeded: a name can have ${MOST_LEVELS} levels at most.`);
  }
}

function checkOverwrite(input: any, before: Version | undefined): void {
  if (!before) {
    if (!input.Type) throw new AwsError('ValidationException', 'A parameter type is required when you create a parameter.');
    return;
  }
  if (!input.Overwrite) {
    throw new AwsError('ParameterAlreadyExists', 'The parameter already exists. To overwrite this value, set the overwrite option in the request to true.');
  }
  if (input.Tags?.length) {
    throw new AwsError('ValidationException', 'Invalid request: tags and overwrite can\'t be used together. To create a parameter with tags, please remove overwrite flag. '
      + 'To update tags for an existing parameter, please use AddTagsToResource or RemoveTagsFromResource.');
  }
  if (input.Type && input.Type !== before.type) {
    throw new AwsError('HierarchyTypeMismatchException', `Parameter type mismatch: the parameter is a ${before.type} and cannot become a ${input.Type}.`);
  }
}

function tierOf({ Tier, Value }: any, before: Version | undefined): 'Standard' | 'Advanced' {
  if (Tier === 'Standard' && before?.tier === 'Advanced') {
    throw new AwsError('ValidationException', 'This parameter uses the advanced-parameter tier. You can\'t downgrade a parameter from the advanced-parameter tier to the '
      + 'standard-parameter tier. If necessary, you can delete the advanced parameter and recreate it as a standard parameter.');
  }
  if (Tier === 'Intelligent-Tiering') return before?.tier === 'Advanced' || Buffer.byteLength(Value) > LIMITS.Standard ? 'Advanced' : 'Standard';
  return Tier ?? before?.tier ?? 'Standard';
}

function checkValue({ Value, Type, AllowedPattern }: any, tier: 'Standard' | 'Advanced', before: Version | undefined): void {
  if (Value === '') {
    throw new AwsError('ValidationException', "1 validation error detected: Value '' at 'value' failed to satisfy constraint: Member must have length greater than or equal to 1.");
  }
  if (Buffer.byteLength(Value) > LIMITS[tier]) {
    const cure = tier === 'Standard' ? ' To create a larger parameter value, upgrade the parameter to use the advanced-parameter tier. For more information, '
      + 'see https://docs.aws.amazon.com/systems-manager/latest/userguide/parameter-store-advanced-parameters.html' : '';
    throw new AwsError('ValidationException', `${tier} tier parameters support a maximum parameter value of ${LIMITS[tier]} characters.${cure}`);
  }
  const items = (before?.type ?? Type) === 'StringList' ? String(Value).split(',') : [Value];
  if (AllowedPattern && !items.every(item => new RegExp(`^(?:${AllowedPattern})$`, 's').test(item))) {
    throw new AwsError('ParameterPatternMismatchException', `Parameter value, cannot be validated against allowedPattern: ${AllowedPattern}`);
  }
}

function addVersion(parameter: Parameter, version: Version): void {
  if (parameter.versions.length >= MOST_VERSIONS) {
    const [oldest] = parameter.versions;
    if (oldest.labels.length) {
      throw new AwsError('ParameterMaxVersionLimitExceeded', `You attempted to create a new version of ${parameter.name} by calling the PutParameter API with the overwrite flag. `
        + `Version ${oldest.version}, the oldest version, can't be deleted because it has a label associated with it. Move the label to another version of the parameter, and try again.`);
    }
    parameter.versions.shift();
  }
  parameter.versions.push(version);
}
