import { existsSync, readFileSync } from 'fs';
import { join } from 'path';
import { DIST, ROOT } from './folders';
import { snippet } from './readme';

const GENERATED = join(DIST, 'dotnet', 'CvInSync', 'CvInSync');

interface Assembly {
  readonly types: Readonly<Record<string, {
    readonly name: string;
    readonly kind: 'class' | 'interface' | 'enum';
    readonly datatype?: boolean;
    readonly properties?: readonly { readonly name: string }[];
    readonly methods?: readonly { readonly name: string }[];
  }>>;
}
interface Tablet {
  readonly snippets: Readonly<Record<string, { readonly translations: Readonly<Record<string, { readonly source: string } | undefined>> }>>;
}

const json = <T>(file: string): T => JSON.parse(readFileSync(join(ROOT, file), 'utf8'));
const pascal = (name: string) => name[0].toUpperCase() + name.slice(1);

/** The parts of the public API that are missing in the generated code for .NET, which is compiled only where the .NET SDK is installed. */
export function missingFromGenerated(): string[] {
  return Object.values(json<Assembly>('.jsii').types).flatMap(({ name, kind, datatype, properties = [], methods = [] }) => {
    const declarations = kind === 'class' ? [[name, `class ${name}`]] : [[`I${name}`, `interface I${name}`], ...datatype ? [[name, `class ${name}`]] : []];
    return declarations.flatMap(([file, declaration]) => {
      const path = join(GENERATED, `${file}.cs`);
      if (!existsSync(path)) return [`${file}.cs`];
      const code = readFileSync(path, 'utf8');
      return [declaration, ...[...properties, ...methods].map(member => ` ${pascal(member.name)}`)]
        .filter(text => !new RegExp(`${text}\\b`).test(code)).map(text => `${file}.cs:${text}`);
    });
  });
}

/** Whether the C# of the readme equals the translation of the compiled TypeScript. */
export function isTranslated(): boolean {
  const code = snippet('csharp').trim();
  return Object.values(json<Tablet>('.jsii.tabl.json').snippets).some(({ translations }) => translations.csharp?.source.trim() === code);
}
