import { resourceMatches } from './arn';
import { conditionsHold } from './conditions';
import type { ContextKeys } from './context';
import { type AccessRequest, listOf, type PolicyDocument, type Statement } from './model';
import { matches } from './text';

/** The statements of a policy that apply to a request, whomever they name. */
export function applying(document: PolicyDocument, request: AccessRequest, context: ContextKeys): readonly Statement[] {
  // Variables came with the version of 2012; a policy without a version is of 2008.
  const variables = document.Version === '2012-10-17' ? context : undefined;
  return listOf(document.Statement).filter(statement =>
    hasAction(statement, request.action) && hasResource(statement, request.resource, variables) && conditionsHold(statement, context, variables));
}

/** Actions are not case-sensitive. */
function hasAction({ Action, NotAction }: Statement, action: string): boolean {
  const lower = action.toLowerCase();
  const named = (actions: Statement['Action']) => listOf(actions).some(each => matches(each.toLowerCase(), lower, undefined));
  return Action === undefined ? NotAction !== undefined && !named(NotAction) : named(Action);
}

/** A statement without resources, as in trust policies, is about the resource that it belongs to. */
function hasResource({ Resource, NotResource }: Statement, resource: string, variables: ContextKeys | undefined): boolean {
  const named = (each: string) => resourceMatches(each, resource, variables);
  if (Resource !== undefined) return listOf(Resource).some(each => named(each) === true);
  // A variable without a value names nothing, and so excludes nothing either.
  return listOf(NotResource).every(each => named(each) === false);
}
