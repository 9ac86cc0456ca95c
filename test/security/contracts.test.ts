import { contractOf, contractResource, hostileModule, reading } from './hostile';
import { core, module, parameters, rehearseOnce } from '../flows/rehearsal';

jest.setTimeout(240_000);

/** Claims to consume an output of `victim` that its template does not read. */
const lie = (name: string) => contractOf(name, { consumes: ['victim/Table'] });

const once = rehearseOnce({
  'set-up': { setup: { expect: { failed: ['modules', 'pretender', 'squatter'] } } },
  'removal': parameters({ '/cv/directory/operator/victim': { schema: 1, name: 'victim', removed: true } }),
}, ['victim', 'liar', 'pretender', 'squatter'], {
  ...core(['victim', 'liar', 'pretender', 'squatter']),
  ...module('victim', { produces: ['Table'] }),
  ...hostileModule('liar', { template: { Resources: { Contract: contractResource('liar', contractOf('liar')) } }, files: { 'contract.json': lie('liar') } }),
  ...hostileModule('pretender', { template: { Resources: { Contract: contractResource('pretender', lie('pretender')) } } }),
  ...hostileModule('squatter', {
    template: {
      Parameters: { Ghost: reading('victim', 'Ghost') },
      Resources: { Contract: contractResource('squatter', contractOf('squatter', { consumes: ['victim/Ghost'] })) },
    },
    configuration: { Parameters: { Ghost: '/cv/modules/victim/outputs/Ghost' } },
  }),
});

const parametersAfter = () => once.all().report.account.parameters as Record<string, string>;

test('what a module\'s build says beside the template reaches nobody: the gate records what the deployment will write', () => {
  expect(once.happenedIn('set-up').created).toContain('cv-liar');
  expect(parametersAfter()['/cv/modules/liar/gated']).toBe('{"produces":[],"consumes":[]}');
});

test('a contract that claims to consume what the template does not read is refused, and not recorded', () => {
  expect(once.happenedIn('set-up').created).not.toContain('cv-pretender');
  expect(once.all().output).toContain('the contract of pretender consumes victim/Table, which its template does not read');
  expect(parametersAfter()).not.toHaveProperty('/cv/modules/pretender/gated');
});

test('none of these modules keeps another from being removed', () => {
  expect(once.outcome()).toEqual({ code: 0, output: '' });
  expect(once.happenedIn('removal')).toMatchObject({ deleted: ['cv-delivery-victim', 'cv-victim'], heldBack: [] });
});
