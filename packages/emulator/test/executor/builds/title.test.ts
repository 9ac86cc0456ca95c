import { titleOf } from '../../../src/executor/builds/title';

test('a command is shown with its phase', () => {
  expect(titleOf('build', 'npx cdk synth --quiet')).toBe('build: npx cdk synth --quiet');
  expect(titleOf('install', 'iffy --now')).toBe('install: iffy --now');
});

test('for a command that begins with conditions, only the phase is shown', () => {
  expect(titleOf('pre_build', '[ -f buildspec.build.yaml ] || { npm test; }')).toBe('pre_build');
  expect(titleOf('build', 'if [ -f cdk.json ]; then npx cdk synth; fi')).toBe('build');
});
