import { existsSync, readFileSync } from 'fs';
import { join } from 'path';
import { examples, MODULES, WITHOUT_CDK, repositoryOf } from './modules';

const modules = MODULES.filter(name => !WITHOUT_CDK.includes(name)).map(repositoryOf);

/** Files that authors copy between repositories, which share no package. */
test.each([
  ['lib/accept-patterns.ts', ['core', ...modules]],
  ['lib/data-table.ts', ['core', ...modules]],
  ['lib/vehicle-rule.ts', modules],
  ['lib/worker.ts', ['core', ...modules]],
  ['src/claim.ts', modules],
  ['tsconfig.json', ['core', ...modules]],
  ['.gitignore', ['core', ...modules]],
])('%s is the same in every repository that has it', (file, repositories) => {
  const having = repositories.filter(repository => existsSync(join(examples, repository, file)));
  const texts = new Set(having.map(repository => readFileSync(join(examples, repository, file), 'utf8')));

  expect([...texts]).toHaveLength(1);
});
