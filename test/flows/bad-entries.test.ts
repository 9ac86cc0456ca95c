import { core, directory, entry, module, expectedEffects, rehearseOnce } from './rehearsal';

jest.setTimeout(240_000);

const BAD = {
  'self/big': { ...entry('big'), parameters: { Text: 'x'.repeat(5000) } },
  'self/core-x': entry('core-x'),
  'self/installed': 'not json',
  'self/lab': { ...entry('lab'), source: { kind: 'gitlab', repository: 'acme/lab', branch: 'main' } },
  'self/listed-more': entry('listed-more'),
  'self/newer': entry('newer', { schema: 9 }),
  'self/other': entry('another'),
  'self/svn': { schema: 1, name: 'svn', source: { kind: 'svn', repository: 'acme/svn' } },
};
const KNOTTED = ['a', 'b', 'c', 'lost'];
const STEPS = {
  'set-up': 'setup',
  'installed': directory({ 'self/installed': entry('installed') }),
  'bad': directory({ ...BAD, 'self/good': entry('good') }),
  'knotted': directory(Object.fromEntries(KNOTTED.map(name => [`self/${name}`, entry(name)])), { failed: [...KNOTTED, 'modules'] }),
};
const rehearsal = rehearseOnce(STEPS, ['listed', 'installed', 'good', ...KNOTTED], {
  ...core(['listed']),
  ...module('listed'),
  ...module('installed'),
  ...module('good'),
  ...module('a', { consumes: ['b/Out'], produces: ['Out'] }),
  ...module('b', { consumes: ['c/Out'], produces: ['Out'] }),
  ...module('c', { consumes: ['a/Out'], produces: ['Out'] }),
  ...module('lost', { consumes: ['nowhere/Out'] }),
});

/** The effects, without superseded executions of entries that were written together. */
function happenedIn(name: keyof typeof STEPS) {
  const { ran, ...rest } = rehearsal.happenedIn(name);
  return { ran: [...new Set(ran)].filter(one => !one.endsWith('Superseded')), ...rest };
}

test('only the expected executions fail', () => {
  expect(rehearsal.outcome()).toEqual({ code: 0, output: '' });
});

test('invalid entries are held back; the core, installed modules and valid entries go on', () => {
  expect(happenedIn('bad')).toEqual(expectedEffects({
    ran: ['core, event:Parameter Store Change: Succeeded', 'good, creation: Succeeded', 'modules, update: Succeeded'],
    created: ['cv-delivery-good', 'cv-good'],
    updated: ['cv-modules'],
    heldBack: Object.keys(BAD).map(path => path.slice('self/'.length)),
  }));
});

test('the reason is reported for each of them', () => {
  const reasons = Object.fromEntries(rehearsal.report('bad').heldBack.map(({ module: name, reason }) => [name, reason]));

  expect(reasons).toEqual({
    'big': expect.stringContaining('at most 4096 bytes'),
    'core-x': expect.stringContaining('"core" is reserved'),
    'installed': expect.stringContaining('JSON'),
    'lab': expect.stringContaining('the core\'s connection is for GitHub, expected one for GitLab'),
    'listed-more': expect.stringContaining('"listed-" is a prefix of "listed-more"'),
    'newer': expect.stringContaining('schema: found 9, expected 1'),
    'other': expect.stringContaining('expected "other"'),
    'svn': expect.stringContaining('expected github, gitlab, bitbucket or s3'),
  });
});

test('each is notified once, with the reason, and not again while nothing changes', () => {
  const reasons = Object.fromEntries(rehearsal.report('bad').heldBack.map(({ module: name, reason }) => [name, reason]));
  const names = Object.keys(reasons).sort();

  expect(rehearsal.toldIn('bad')).toEqual(names.map(name => `cv: ${name} is held back`));
  for (const { message, subject } of rehearsal.report('bad').notifications) {
    const name = /^cv: (.*) is/.exec(subject!)![1];
    expect(message).toBe([
      `The module ${name} of the solution cv (account 123456789012, us-east-1) is held back: ${reasons[name]}.`,
      'If it is installed, it stays as it is. Other modules are not affected. This is notified once, and again when the reason changes.',
      'To list everything that is held back: cv-insync status --solution cv',
      'Pipeline: https://us-east-1.console.aws.amazon.com/codesuite/codepipeline/pipelines/core.cv/view?region=us-east-1',
    ].join('\n'));
  }
  expect(rehearsal.toldIn('knotted').filter(text => text.includes('held back'))).toEqual([]);
});

test('each failed pipeline is notified with its stage and a link to the details', () => {
  const { notifications, executions } = rehearsal.report('knotted');
  const failures = executions.filter(({ status }) => status === 'Failed').map(({ pipeline, execution, of }) => '"'
    + `The pipeline ${pipeline} (account 123456789012, us-east-1) failed in its stage ${of === 'modules' ? 'Verify' : 'Gate'}: `
    + `https://us-east-1.console.aws.amazon.com/codesuite/codepipeline/pipelines/${pipeline}/executions/${execution}/timeline?region=us-east-1 says why. Retry it there, or push a correction."`);

  expect(failures).toHaveLength(KNOTTED.length + 1);
  expect(notifications.map(({ message }) => message).sort()).toEqual(failures.sort());
});

test('modules in a cycle, or without their producer, stop at their gates with the path, and do not block other modules', () => {
  const { ran, heldBack, ...stacks } = happenedIn('knotted');

  expect(ran).toEqual([
    'a, creation: Failed', 'b, creation: Failed', 'c, creation: Failed', 'core, event:Parameter Store Change: Succeeded',
    'lost, creation: Failed', 'modules, update: Failed',
  ]);
  expect(heldBack).toHaveLength(Object.keys(BAD).length);
  expect({ ran: [], heldBack: [], ...stacks }).toEqual(expectedEffects({ created: KNOTTED.map(name => `cv-delivery-${name}`).sort(), updated: ['cv-modules'] }));
  expect(rehearsal.all().output).toMatch(/a -> b -> c -> a|b -> c -> a -> b|c -> a -> b -> c/);
  expect(rehearsal.all().output).toContain('waiting for nowhere/Out, but nowhere is neither core nor in the directory');
});
