import { deliveriesIn } from '../../src/registry/deliveries';

test('what was delivered of each module is found among all parameters, unless it cannot be read', () => {
  const parameters = Object.entries({
    '/s/modules/dtc/contract': '{}',
    '/s/modules/dtc/delivered': '{"revision":"abc","execution":"1","more":true}',
    '/s/modules/dtc/outputs/delivered': '{"revision":"x","execution":"x"}',
    '/s/modules/poi/delivered': 'not JSON',
    '/s/modules/eta/delivered': '{"revision":7,"execution":"1"}',
  }).map(([name, value]) => ({ name, value }));

  expect([...deliveriesIn(parameters, 's')]).toEqual([['dtc', { revision: 'abc', execution: '1' }]]);
});
