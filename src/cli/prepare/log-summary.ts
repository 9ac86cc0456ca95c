import type { Prepared } from './prepare-solution';

/** The summary in the build's log. */
export function summarize(solution: string, { core, own, generated, warnings }: Prepared): string {
  const { wanted, heldBack, notices } = generated.directory;
  return [
    `solution ${solution}`,
    `  own stack:     ${own.defined ? 'as the app defines it' : 'as it is deployed; the app does not define it'}`,
    `  core modules:  ${core.map(({ name }) => name).join(', ') || 'none'}`,
    `  other modules: ${wanted.map(({ name }) => name).join(', ') || 'none'}`,
    `  definition:    ${generated.bundle.digest}`,
    ...heldBack.map(({ module, reason }) => `held back: ${module}: ${reason}`),
    ...notices.map(({ module, reason }) => `note: ${module}: ${reason}`),
    ...warnings.map(warning => `warning: ${warning}`),
  ].join('\n');
}
