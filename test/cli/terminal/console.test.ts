import { guardConsole } from '../../../src/cli/terminal/console';

test('the console prints line breaks, but no control sequences from its input', () => {
  const { log, error } = console;
  const printed: unknown[] = [];
  console.log = console.error = (...parts: unknown[]) => void printed.push(...parts);
  try {
    guardConsole();
    console.log('dtc\tdelivered\n\u001b[2Jx', 1);
    console.error('error: \u009b31m\u202e');
  } finally {
    Object.assign(console, { log, error });
  }
  expect(printed).toEqual(['dtc\tdelivered\n\\u001b[2Jx', 1, 'error: \\u009b31m\\u202e']);
});
