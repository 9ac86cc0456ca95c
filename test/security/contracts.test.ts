import { contractOf, contractResource, hostileModule, reading } from './hostile';
import { core, module, parameters, rehearseOnce } from '../flows/rehearsal';

jest.setTimeout(240_000);

/** Claims to consume an output of `victim` that its template does not read. */
const lie = (name: string) => contractOf(name, { consumes: ['victim/Table'] });

/** Outputs that no contract names. A template has room for 500, and so has each of the templates in it. */
const flood = (name: string, count: number) => Object.fromEntries(Array.from({ length: count }, (_, index) => [`Out${index}`, {
  Type: 'AWS::SSM::Parameter', Properties: { Type: 'String', Name: `/cv/modules/${name}/outputs/Out${index}`, Value: 'x' },
}]));

const once = rehearseOnce({
  'set-up': { setup: { expect: { failed: ['flood', 'modules', 'pretender', 'squatter', 'stray'] } } },
  'removal': parameters({ '/cv/directory/operator/victim': { schema: 1, name: 'victim', removed: true } }),
}, ['flood', 'victim', 'liar', 'pretender', 'squatter', 'stray'], {
  ...core(['flood', 'victim', 'liar', 'pretender', 'squatter', 'stray']),
  ...module('victim', { produces: ['Table'] }),
  ...hostileModule('liar', { template: { Resources: { Contract: contractResource('liar', contractOf('liar')) } }, files: { 'contract.json': lie('liar') } }),
  ...hostileModule('pretender', { template: { Resources: { Contract: contractResource('pretender', lie('pretender')) } } }),
  ...hostileModule('flood', { template: { Resources: { Contract: contractResource('flood', contractOf('flood')), ...flood('flood', 100) } } }),
  ...hostileModule('stray', { template: { Resources: { Contract: contractResource('stray', contractOf('stray')) } }, configuration: { Tags: {} } }),
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

test('a module that writes hosts of outputs beside its contract fails, with a message that names some of them', () => {
  expect(once.all().output).toContain('flood wrote 50 or more parameters below /cv/modules/flood/outputs that its contract does not name (Out0, Out1, Out10, ...)');
});

test('a module without the tags by which the solution would find its stack, and remove it, is not deployed', () => {
  expect(once.happenedIn('set-up').created).not.toContain('cv-stray');
  expect(once.all().output).toContain('template-configuration.json lacks tags of the module');
});

test('none of these modules keeps another from being removed', () => {
  expect(once.outcome()).toEqual({ code: 0, output: '' });
  expect(once.happenedIn('removal')).toMatchObject({ deleted: ['cv-delivery-victim', 'cv-victim'], heldBack: [] });
});
