import { CfnParameter, Stack } from 'aws-cdk-lib';
import { CfnParameter as CfnSsmParameter } from 'aws-cdk-lib/aws-ssm';
import { moduleNameProblems } from './problems';
import { Contract, CONTRACT_SCHEMA } from '../model/contract';
import { Permissions } from '../model/entry';
import { byText } from '../model/json';
import { consumedParameter, outputParameter } from '../model/module-parts';
import { OUTPUT_PATTERN } from '../model/names';
import { Problem } from '../model/problem';
import { formatRequirement, Requirement } from '../model/requirement';

/** The contract that a module's code declares, and its problems. */
export class DeclaredContract {
  public readonly requirements: Requirement[] = [];
  public readonly problems: Problem[] = [];
  private readonly outputs = new Set<string>();
  private readonly consumed = new Map<string, CfnParameter>();

  constructor(
    private readonly stack: Stack,
    private readonly solution: string,
    private readonly module: string,
    private readonly version = '0.0.0',
    private readonly permissions: Permissions = [],
  ) {}

  /** A parameter of the template that reads another module's output. */
  public consume(module: string, output: string): string {
    const requirement = formatRequirement({ module, output });
    const known = this.consumed.get(requirement);
    if (known) return known.valueAsString;
    this.checkConsumption(module, output);
    const { id, ...props } = consumedParameter(this.solution, { module, output });
    const parameter = new CfnParameter(this.stack, id, props);
    this.consumed.set(requirement, parameter);
    this.requirements.push({ module, output });
    return parameter.valueAsString;
  }

  /** A parameter in the account that others read. */
  public produce(output: string, value: string, description?: string) {
    if (!OUTPUT_PATTERN.test(output)) {
      this.report(`produce("${output}")`, `found "${output}", expected the name of an output: at most 64 letters and digits, beginning with a letter`);
    } else if (this.outputs.has(output)) {
      this.report(`produce("${output}")`, 'the module already produces an output of this name; give each its own');
    } else {
      this.outputs.add(output);
      const { id, ...props } = outputParameter(this.solution, this.module, output);
      new CfnSsmParameter(this.stack, id, { ...props, value, description });
    }
  }

  public contract(): Contract {
    return {
      schema: CONTRACT_SCHEMA,
      name: this.module,
      version: this.version,
      produces: [...this.outputs].sort(byText),
      consumes: this.requirements.map(formatRequirement).sort(byText),
      ...this.permissions.length && { permissions: this.permissions },
    };
  }

  public report(where: string, message: string) {
    this.problems.push({ where: `module "${this.module}": ${where}`, message });
  }

  private checkConsumption(module: string, output: string) {
    const where = `consume("${module}", "${output}")`;
    if (moduleNameProblems(module).length) this.report(where, `found "${module}", expected the name of a module`);
    if (!OUTPUT_PATTERN.test(output)) this.report(where, `found "${output}", expected the name of an output`);
    if (module === this.module) this.report(where, 'a module cannot consume its own output; use the value itself');
  }
}
