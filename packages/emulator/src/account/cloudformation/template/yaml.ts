import { type CollectionTag, type DocumentOptions, type Node, Pair, type ParseOptions, Scalar, type ScalarTag, type SchemaOptions, YAMLMap } from 'yaml';

const FUNCTIONS = [
  'And', 'Base64', 'Cidr', 'Contains', 'EachMemberEquals', 'EachMemberIn', 'Equals', 'FindInMap', 'ForEach', 'GetAZs', 'GetAtt', 'If',
  'ImportValue', 'Join', 'Length', 'Not', 'Or', 'RefAll', 'Select', 'Split', 'Sub', 'ToJsonString', 'Transform', 'ValueOf', 'ValueOfAll',
];

/** `!GetAtt a.b.c` splits at the first dot: attributes may contain dots, logical ids may not. */
function attribute(text: string): string | string[] {
  const dot = text.indexOf('.');
  return dot < 0 ? text : [text.slice(0, dot), text.slice(dot + 1)];
}

function tagsOf(short: string, long: string): (ScalarTag | CollectionTag)[] {
  const tag = `!${short}`;
  return [
    { tag, resolve: text => ({ [long]: long === 'Fn::GetAtt' ? attribute(text) : text }) },
    { tag, collection: 'seq', resolve: node => wrapped(long, node) },
    { tag, collection: 'map', resolve: node => wrapped(long, node) },
  ];
}

/** Wraps a node in a mapping, and keeps its position and children. */
function wrapped(key: string, node: Node): YAMLMap {
  const map = new YAMLMap();
  map.range = node.range;
  map.items.push(new Pair(new Scalar(key), node));
  return map;
}

/** YAML options for CloudFormation templates: the short forms of intrinsic functions. */
export const CLOUDFORMATION: ParseOptions & DocumentOptions & SchemaOptions = {
  customTags: [
    ...tagsOf('Ref', 'Ref'),
    ...tagsOf('Condition', 'Condition'),
    ...FUNCTIONS.flatMap(name => tagsOf(name, `Fn::${name}`)),
  ],
  merge: true,
  logLevel: 'error',
  schema: 'core',
};
