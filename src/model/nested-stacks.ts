/**
 * Why a person cannot see in a change set what a template changes; undefined if it can be seen. The change set of a stack does not show those
 * of its nested stacks. A type with `$` is only known once a loop is expanded.
 */
export const hidesChanges = ({ Resources = {} }: any): string | undefined =>
  /"Type":"(AWS::CloudFormation::Stack"|[^"]*\$)/.test(JSON.stringify(Resources))
    ? 'an approval does not show what nested stacks change; define their resources in the module\'s own stack' : undefined;
