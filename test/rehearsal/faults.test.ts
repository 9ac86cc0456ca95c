import { ProblemsError } from '../../src/model/problem';
import { parseFaults, readFaults } from '../../src/rehearsal/faults';

const problemsOf = (text: string): readonly string[] => {
  try {
    parseFaults(text, 'faults.yaml');
    return [];
  } catch (error) {
    return (error as ProblemsError).problems;
  }
};

test('a file lists faults in YAML', () => {
  expect(parseFaults(`
throttle:
  - { operation: "ssm:PutParameter", every: 3, by: anybody }
errors:
  - { operation: "s3:*", code: AccessDenied, message: no, status: 403, times: 2 }
delays:
  - { operation: "*", milliseconds: 5 }
events:
  - { do: lose, detailType: Parameter Store Change, after: 1 }
resources:
  - { fail: create, type: AWS::SSM::Parameter, stack: a }
actions:
  - { fail: after, pipeline: core.cv, stage: Prepare, times: 1 }
stop:
  - { after: 4, operation: "cloudformation:CreateChangeSet", answer: lost, for: caller }
`, 'faults.yaml')).toEqual({
    throttle: [{ operation: 'ssm:PutParameter', every: 3, by: 'anybody' }],
    errors: [{ operation: 's3:*', code: 'AccessDenied', message: 'no', status: 403, times: 2 }],
    delays: [{ operation: '*', milliseconds: 5 }],
    events: [{ do: 'lose', detailType: 'Parameter Store Change', after: 1 }],
    resources: [{ fail: 'create', type: 'AWS::SSM::Parameter', stack: 'a' }],
    actions: [{ fail: 'after', pipeline: 'core.cv', stage: 'Prepare', times: 1 }],
    stop: [{ after: 4, operation: 'cloudformation:CreateChangeSet', answer: 'lost', for: 'caller' }],
  });
});

test('a file may be JSON', () => {
  expect(parseFaults('{"stop": [{"after": 1}]}', 'faults.json')).toEqual({ stop: [{ after: 1 }] });
});

test('all problems of a file are reported at once, with their places', () => {
  expect(problemsOf(`throttle:
  - { operation: "ssm:PutParametr" }
  - { operation: "snss:PutParameter", evry: 2 }
  - { every: 0 }
errors:
  - { operation: PutParameter, code: X, status: 200 }
delays:
  - { operation: "*", milliseconds: 60001 }
events:
  - { do: forget }
resources:
  - { fail: create }
  - nothing
actions:
  - { fail: during, message: gone }
stop: { after: 1 }
throtle: []
`)).toEqual([
    "faults.yaml:17:1: faults: unknown key 'throtle', did you mean 'throttle'? (expected throttle, errors, delays, events, resources, actions, stop)",
    "faults.yaml:2:18: throttle[0].operation: the account has no operation 'ssm:PutParametr', did you mean 'ssm:PutParameter'?",
    "faults.yaml:3:39: throttle[1]: unknown key 'evry', did you mean 'every'? (expected operation, by, after, every, times)",
    "faults.yaml:3:18: throttle[1].operation: the account has no service 'snss' (expected cloudformation, cloudtrail, codebuild, codeconnections, codepipeline, dynamodb, events, iam, kms, lambda, logs, s3, sns, ssm, sts), did you mean 'sns:PutParameter'?",
    'faults.yaml:4:5: throttle[2].operation: missing',
    "faults.yaml:4:14: throttle[2].every: expected a whole number of at least 1, got '0'",
    "faults.yaml:6:18: errors[0].operation: 'PutParameter' is not an operation: expected service:Operation, service:* or *",
    "faults.yaml:6:49: errors[0].status: expected a whole number from 400 to 599, got '200'",
    "faults.yaml:8:37: delays[0].milliseconds: expected a whole number from 1 to 60000, got '60001'",
    "faults.yaml:10:11: events[0].do: expected lose or double, got 'forget'",
    'faults.yaml:12:5: resources[0]: expected at least one of type, logicalId, stack to say which resources are meant',
    "faults.yaml:13:5: resources[1]: expected a mapping with fail, type, logicalId, stack, message, milliseconds, after, every, times, got 'nothing'",
    'faults.yaml:15:5: actions[0]: expected at least one of pipeline, stage, action to say which actions are meant',
    "faults.yaml:15:13: actions[0].fail: expected before or after, got 'during'",
    'faults.yaml:16:7: stop: expected a list, got a mapping',
  ]);
});

test('operations that only the account itself calls cannot be named', () => {
  expect(problemsOf('errors: [{ operation: "sts:CallerOfKey", code: X }]')).toEqual([expect.stringContaining("the account has no operation 'sts:CallerOfKey'")]);
});

test('an empty or missing file is a problem', () => {
  expect(problemsOf('')).toEqual(['faults.yaml:1:1: the file is empty: expected a mapping with throttle, errors, delays, events, resources, actions, stop']);
  expect(() => readFaults('/nowhere/faults.yaml')).toThrow("the faults of '/nowhere/faults.yaml' cannot be read");
});
