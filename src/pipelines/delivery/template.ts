import { App, CfnCondition, Fn, Stack } from 'aws-cdk-lib';
import { Construct } from 'constructs';
import { moduleBoundary } from './boundary';
import { moduleBuildSpec } from './build-spec';
import { deployActions, gate, inspect } from './deploy-stage';
import { APPROVAL_TIMEOUT, DELIVERY_CORE_VALUES, DeliveryKind, PERMITTED } from './parameters';
import { buildRole, deployRole, MODULE, SOLUTION } from './roles';
import { defineSource } from './sources';
import { ENVIRONMENT } from '../../model/environment';
import { buildProjectName, corePath, pipelineName, TAGS, logGroupName } from '../../model/names';
import { deliveryPipeline } from '../pipeline';
import { pipelineProject } from '../project';
import { build } from '../stages';
import { coreParameters, staticStack, textParameter } from '../static-stack';

const TAG_VALUES = { [TAGS.solution]: SOLUTION, [TAGS.module]: MODULE };

/** A module's own pipeline, with its build project and its two roles, for one kind of source. */
export function deliveryTemplate(app: App, kind: DeliveryKind): Stack {
  const stack = staticStack(app, `delivery-${kind}`, 'The pipeline that builds and deploys a module');
  defineParameters(stack);
  const approval = new CfnCondition(stack, 'NeedsApproval', { expression: Fn.conditionEquals(Fn.ref('Approval'), 'true') });
  const permitted = permittedStatements(stack);
  const source = defineSource[kind](stack);
  moduleBoundary(stack, permitted);
  const roles = [buildRole(stack, source.permissions, source.action.roleArn ? ['${PipelineRoleArn}'] : undefined), deployRole(stack, permitted)];
  const project = pipelineProject(stack, 'Build', {
    name: buildProjectName(SOLUTION, MODULE),
    description: `Builds the module ${MODULE}`,
    role: '${BuildRole.Arn}',
    keyArn: '${KeyArn}',
    buildSpec: moduleBuildSpec(source.folder),
    environment: {
      [ENVIRONMENT.solution]: Fn.ref('Solution'),
      [ENVIRONMENT.module]: Fn.ref('Module'),
      [ENVIRONMENT.parameters]: Fn.ref('Parameters'),
      [ENVIRONMENT.tags]: Fn.ref('Tags'),
    },
    stored: { [ENVIRONMENT.version]: corePath(SOLUTION, 'version') },
    logGroup: logGroupName(SOLUTION),
    logStream: MODULE,
    tags: TAG_VALUES,
    timeoutInMinutes: 60,
  });
  const pipeline = deliveryPipeline(stack, 'Pipeline', {
    name: pipelineName(SOLUTION, MODULE),
    role: '${PipelineRoleArn}',
    bucket: '${ArtifactBucket}',
    keyArn: '${KeyArn}',
    tags: TAG_VALUES,
    trigger: source.trigger,
    stages: [
      { name: 'Source', actions: [{ ...source.action, namespace: 'Source' }] },
      {
        name: 'Build',
        actions: [build({
          name: 'Build',
          project: buildProjectName(SOLUTION, MODULE),
          input: 'Source',
          output: 'Package',
          environment: { [ENVIRONMENT.parametersDigest]: '${ParametersDigest}' },
        })],
      },
      { name: 'Gate', actions: [inspect(), gate(2)] },
      { name: 'Deploy', actions: deployActions(approval, source.revision) },
    ],
  });
  // It starts when it is created: everything that it uses has to exist.
  pipeline.node.addDependency(...roles, project);
  return stack;
}

function defineParameters(scope: Construct) {
  textParameter(scope, 'Solution', 'Name of the solution');
  textParameter(scope, 'Module', 'Name of the module');
  textParameter(scope, 'UnderscoredName', 'Names of solution and module with underscores instead of hyphens');
  textParameter(scope, 'ArtifactPrefix', 'First characters of the pipeline\'s name, the prefix of its artifacts');
  textParameter(scope, 'Parameters', 'Values of parameters of the module\'s template, as JSON');
  textParameter(scope, 'ParametersDigest', 'Digest of these values, of the permissions and of the tags; a change restarts the pipeline');
  textParameter(scope, 'Tags', 'Tags of the module\'s stack, as JSON');
  textParameter(scope, 'Approval', 'Whether a person approves each change', { allowedValues: ['true', 'false'] });
  textParameter(scope, 'Allows', 'What the template may have beside what every module\'s may, separated by commas');
  // The limits of CodePipeline.
  textParameter(scope, APPROVAL_TIMEOUT, 'Minutes after which an approval expires', { type: 'Number', minValue: 5, maxValue: 86400 });
  coreParameters(scope, DELIVERY_CORE_VALUES);
}

/** The statements of the entry's permissions, as far as it has them. */
const permittedStatements = (scope: Construct) => PERMITTED.map(({ actions, resources }, index) => {
  const given = textParameter(scope, actions, `Actions of statement ${index + 1} of the module's permissions`, { type: 'CommaDelimitedList' });
  textParameter(scope, resources, 'Resources that these actions are allowed on', { type: 'CommaDelimitedList' });
  const condition = new CfnCondition(scope, `HasPermissions${index + 1}`, {
    expression: Fn.conditionNot(Fn.conditionEquals(Fn.join('', given.valueAsList), '')),
  });
  return Fn.conditionIf(condition.logicalId, { Effect: 'Allow', Action: Fn.ref(actions), Resource: Fn.ref(resources) }, Fn.ref('AWS::NoValue'));
});
