import type { Account } from '../account';
import { AwsError } from '../aws-error';
import type { Operation } from '../service';
import { arnOf, keyOf, notFound, Reference, select, SsmState } from './parameter';

const MOST_LABELS = 10;

export function labelOperations(account: Account, { parameters }: SsmState): Record<string, Operation> {
  const find = (Name: string, ParameterVersion?: number) => {
    const parameter = parameters[keyOf(Name)];
    if (!parameter) throw notFound(Name);
    const reference: Reference = { name: Name, selector: ParameterVersion === undefined ? undefined : String(ParameterVersion), byArn: false };
    return { parameter, version: select(parameter, reference) };
  };

  return {
    LabelParameterVersion({ Name, ParameterVersion, Labels }) {
      const { parameter, version } = find(Name, ParameterVersion);
      const valid = (Labels as string[]).filter(label => /^(?!aws|ssm)[a-z_.-][a-z0-9_.-]{0,99}$/i.test(label));
      if (new Set([...version.labels, ...valid]).size > MOST_LABELS) {
        throw new AwsError('ParameterVersionLabelLimitExceeded', `A parameter version can have maximum ${MOST_LABELS} labels. Move one or more labels to another version and try again.`);
      }
      for (const each of parameter.versions) each.labels = each.labels.filter(label => !valid.includes(label));
      version.labels.push(...valid);
      account.publish({
        source: 'aws.ssm',
        detailType: 'Parameter Store Change',
        resources: [arnOf(account, parameter.name)],
        detail: { operation: 'LabelParameterVersion', name: parameter.name, type: version.type },
      });
      return { InvalidLabels: (Labels as string[]).filter(label => !valid.includes(label)), ParameterVersion: version.version };
    },

    UnlabelParameterVersion({ Name, ParameterVersion, Labels }) {
      const { version } = find(Name, ParameterVersion);
      const removed = (Labels as string[]).filter(label => version.labels.includes(label));
      version.labels = version.labels.filter(label => !removed.includes(label));
      return { RemovedLabels: removed, InvalidLabels: (Labels as string[]).filter(label => !removed.includes(label)) };
    },
  };
}
