import type { AdvancedEventSelector, EventSelector, FieldOperator, Trail } from './state';

/** What happened to an object of a bucket. */
export interface DataEvent {
  readonly eventName: string;
  /** ARN of the object. */
  readonly resource: string;
}

/** Whether a trail records a write to an object: {@link https://docs.aws.amazon.com/awscloudtrail/latest/APIReference/API_DataResource.html}. */
export const records = (trail: Trail, event: DataEvent): boolean =>
  trail.isLogging && (trail.selectors.some(selector => selects(selector, event)) || trail.advanced.some(selector => fits(selector, event)));

const OBJECT = 'AWS::S3::Object';

/** A value is an object's ARN or the beginning of it; `arn:aws:s3` stands for all buckets. */
const selects = ({ ReadWriteType = 'All', DataResources = [] }: EventSelector, { resource }: DataEvent) => ReadWriteType !== 'ReadOnly'
  && DataResources.some(({ Type, Values }) => Type === OBJECT && Values.some(value => resource.startsWith(value)));

const OPERATORS: Record<FieldOperator, (value: string, operand: string) => boolean> = {
  Equals: (value, operand) => value === operand,
  StartsWith: (value, operand) => value.startsWith(operand),
  EndsWith: (value, operand) => value.endsWith(operand),
  NotEquals: (value, operand) => value !== operand,
  NotStartsWith: (value, operand) => !value.startsWith(operand),
  NotEndsWith: (value, operand) => !value.endsWith(operand),
};

function fits({ FieldSelectors }: AdvancedEventSelector, { eventName, resource }: DataEvent): boolean {
  const fields: Record<string, string> = {
    'eventCategory': 'Data', 'eventName': eventName, 'eventSource': 's3.amazonaws.com', 'readOnly': 'false', 'resources.type': OBJECT, 'resources.ARN': resource,
  };
  return FieldSelectors.every(({ Field, ...conditions }) => fields[Field] !== undefined && Object.entries(conditions)
    .every(([operator, operands]) => {
      const holds = OPERATORS[operator as FieldOperator];
      const one = (operand: string) => holds(fields[Field], operand);
      return operator.startsWith('Not') ? operands.every(one) : operands.some(one);
    }));
}
