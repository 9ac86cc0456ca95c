import { core, directory, entry, module, expectedEffects, push, rehearseOnce } from './rehearsal';

jest.setTimeout(300_000);

const EVENT = 'core, event:Parameter Store Change: Succeeded';
const STEPS = {
  'set-up': 'setup',
  'added': directory({ 'operator/dtc': entry('dtc') }),
  'parameters': directory({ 'operator/dtc': entry('dtc', { parameters: { Threshold: '30' } }) }),
  'pair': directory({ 'operator/give': entry('give'), 'operator/take': entry('take') }),
  'by hand': directory({ 'operator/give': null }),
  'nothing due': 'daily',
  'consumer changed': push('take', 'sed -i \'s#"give/Out"##\' app.js'),
  'a day later': 'daily',
  'lost': directory({ 'operator/dtc': null }, { lost: true }),
  'a day after that': 'daily',
};
const rehearsal = rehearseOnce(STEPS, ['loner', 'dtc', 'give', 'take'], {
  ...core(['loner']),
  ...module('loner'),
  ...module('dtc'),
  ...module('give', { produces: ['Out'] }),
  ...module('take', { consumes: ['give/Out'] }),
});

const { happenedIn } = rehearsal;

test('every execution succeeds', () => {
  expect(rehearsal.outcome()).toEqual({ code: 0, output: '' });
});

test('a module that an operator adds is installed, and no other module is delivered', () => {
  expect(happenedIn('added')).toEqual(expectedEffects({
    ran: [EVENT, 'dtc, creation: Succeeded', 'modules, update: Succeeded'],
    created: ['cv-delivery-dtc', 'cv-dtc'],
    updated: ['cv-modules'],
  }));
});

test('changed parameters of a module deliver that module alone', () => {
  expect(happenedIn('parameters')).toEqual(expectedEffects({
    ran: [EVENT, 'dtc, update: Succeeded', 'modules, update: Succeeded'],
    updated: ['cv-delivery-dtc', 'cv-dtc', 'cv-modules'],
  }));
});

test('entries that are written together are installed together', () => {
  const { ran, ...stacks } = happenedIn('pair');

  expect(ran.filter(one => !one.startsWith('core'))).toEqual(['give, creation: Succeeded', 'modules, update: Succeeded', 'take, creation: Succeeded']);
  expect({ ran: [], ...stacks }).toEqual(expectedEffects({ created: ['cv-delivery-give', 'cv-delivery-take', 'cv-give', 'cv-take'], updated: ['cv-modules'] }));
});

test('if an entry is deleted by hand while others require the module, its removal is held back', () => {
  expect(happenedIn('by hand')).toEqual(expectedEffects({ ran: [EVENT, 'modules, update: Succeeded'], updated: ['cv-modules'], heldBack: ['give'] }));
  expect(rehearsal.report('by hand').heldBack).toEqual([{ module: 'give', reason: 'it is to be removed, but take requires it' }]);
});

test('it is notified once, with the module and the modules that require it', () => {
  expect(rehearsal.report('by hand').notifications.map(({ message }) => message.split('\n')[0])).toEqual([
    'The module give of the solution cv (account 123456789012, us-east-1) is held back: it is to be removed, but take requires it.',
  ]);
  for (const name of ['added', 'parameters', 'pair', 'nothing due', 'consumer changed'] as const) expect(rehearsal.toldIn(name)).toEqual([]);
});

test('on a day with nothing due no pipeline runs', () => {
  expect(happenedIn('nothing due')).toEqual(expectedEffects({}));
});

test('when no module requires it any more, the removal continues automatically', () => {
  expect(happenedIn('consumer changed')).toEqual(expectedEffects({ ran: ['take, push: Succeeded'], updated: ['cv-take'] }));
  expect(happenedIn('a day later')).toEqual(expectedEffects({ ran: ['modules, ensure: Succeeded'], deleted: ['cv-delivery-give', 'cv-give'] }));
  expect(rehearsal.toldIn('a day later')).toEqual(['cv: give is removed']);
});

test('a change of the directory whose event was lost is applied on the next day', () => {
  expect(happenedIn('lost')).toEqual(expectedEffects({}));
  expect(happenedIn('a day after that')).toEqual(expectedEffects({
    ran: ['core, ensure: Succeeded', 'modules, update: Succeeded'],
    updated: ['cv-modules'],
    deleted: ['cv-delivery-dtc', 'cv-dtc'],
  }));
});
