import type { Allowance } from '../../../model/entry';
import { knownValues } from '../../../model/known-values';
import { judgeTemplate } from '../../../model/template-judgement';
import type { Found, Rule, Subject } from '../subject';

/** Stands for the account, which only a deployment knows. */
const ACCOUNT = 'this-account';
const DEPLOYER = `arn:aws:lambda:this-region:${ACCOUNT}:function:lint`;

/** What the pipeline of a module refuses to deploy unless an operator allows it, judged with the default values of parameters. Core modules have no such pipeline. */
const needsAllowance = (name: string, needs: Allowance, reason: string, fix: string): Rule => ({
  name,
  severity: 'warning',
  find: ({ isCore, allows = [], packaged, module, place }) => isCore || allows.includes(needs) ? [] : findingsOf(packaged)
    .filter(finding => finding.needs === needs)
    .map(({ id, found }): Found => ({
      where: place(['Resources', id]),
      reason: `${found}: ${reason}, so its pipeline refuses it`,
      fix: `${fix}, or let an operator allow it: cv-insync add ${module} --allow ${needs}`,
    })),
});

export const retainedActor = needsAllowance('retained-actor', 'retain', 'it would act on after the module is removed', 'delete it with the module (RemovalPolicy.DESTROY), and retain only what holds data');
export const foreignPrincipals = needsAllowance('foreign-principals', 'foreign-principals', 'they may be outside of the account',
  'name roles of the template or services, or limit the statement by a condition on aws:PrincipalAccount, aws:PrincipalArn or aws:SourceAccount');

function findingsOf(template: Subject['packaged']) {
  try {
    return judgeTemplate(template, knownValues(template.Parameters ?? {}, {}, DEPLOYER, new Map()), ACCOUNT).findings;
  } catch {
    // What cannot be read here, such as a loop over values of the deployment, is judged there.
    return [];
  }
}
