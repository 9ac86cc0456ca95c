import { existsSync, readdirSync, readFileSync, statSync } from 'fs';
import { extname, join, relative, resolve, sep } from 'path';
import { type Draft, report } from './draft';
import { sha256 } from '../../model/digest';
import { assetBucketName } from '../../model/names';
import type { Path } from '../../yaml/template-text';
import { zipFolder } from '../bundle/zip';

/** A file to upload to the solution's bucket, named by the digest of its content. */
export interface Artifact {
  readonly fileName: string;
  readonly content: Uint8Array;
}

interface LocalProperty {
  readonly property: string;
  /** How the path is uploaded: `code` as a zip file, a `document` as it is, a `template` completed like the module's own. */
  readonly kind: 'code' | 'document' | 'template';
  /** The value of the property that refers to the uploaded object. */
  readonly object: (bucket: string, key: string) => unknown;
}

const sub = (text: string) => ({ 'Fn::Sub': text });

/** Properties that may contain a local path, as for `aws cloudformation package`. */
const LOCAL: Readonly<Record<string, LocalProperty>> = {
  'AWS::Lambda::Function': { property: 'Code', kind: 'code', object: (bucket, S3Key) => ({ S3Bucket: sub(bucket), S3Key }) },
  'AWS::StepFunctions::StateMachine': { property: 'DefinitionS3Location', kind: 'document', object: (bucket, Key) => ({ Bucket: sub(bucket), Key }) },
  'AWS::CloudFormation::Stack': {
    property: 'TemplateURL', kind: 'template', object: (bucket, key) => sub(`https://s3.\${AWS::Region}.\${AWS::URLSuffix}/${bucket}/${key}`),
  },
};

/** Replaces local paths by references to the objects that are uploaded. All paths have to be in `root`, the module's folder. */
export function collectArtifacts(draft: Draft, root: string, nested: (file: string, id: string, path: Path) => string): Artifact[] {
  return Object.entries(draft.template.Resources).flatMap(([id, { Type, Properties = {} }]) => {
    const local = LOCAL[Type];
    const path = local && Properties[local.property];
    if (typeof path !== 'string' || /^(https|s3):\/\//.test(path)) return [];
    const at = ['Resources', id, 'Properties', local.property];
    const file = resolve(draft.folder, path);
    const problem = pathProblem(file, root, local.kind);
    if (problem) {
      report(draft, at, `${local.property}: found "${path}", ${problem}`);
      return [];
    }
    const artifact = artifactOf(file, local.kind, () => nested(file, id, at));
    Properties[local.property] = local.object(assetBucketName(draft.solution, '${AWS::AccountId}', '${AWS::Region}'), `${draft.module}/${artifact.fileName}`);
    return [artifact];
  });
}

function pathProblem(file: string, root: string, kind: LocalProperty['kind']): string | undefined {
  const inside = relative(root, file);
  if (inside === '' || inside.split(sep)[0] === '..') {
    return 'expected a file or a folder below the module\'s folder: a push to other folders does not start its pipeline, and the folder itself contains what the build writes';
  }
  if (!existsSync(file)) return 'which does not exist; if a build has to create it first, define that in buildspec.build.yaml';
  if (!statSync(file).isDirectory()) return undefined;
  if (kind !== 'code') return 'a folder, expected a file';
  return hasFiles(file) ? undefined : 'a folder without files, which Lambda refuses; if a build has to fill it first, define that in buildspec.build.yaml';
}

const hasFiles = (folder: string): boolean =>
  readdirSync(folder, { withFileTypes: true }).some(entry => !entry.isDirectory() || hasFiles(join(folder, entry.name)));

function artifactOf(file: string, kind: LocalProperty['kind'], nested: () => string): Artifact {
  const [content, extension] = kind === 'template' ? [Buffer.from(nested()), '.json']
    : kind === 'code' && extname(file) !== '.zip' ? [zipFolder(file), '.zip'] : [readFileSync(file), extname(file)];
  return { fileName: sha256(content) + extension, content };
}

