import { readFileSync } from 'fs';
import { join } from 'path';

const notices = () => readFileSync(join(__dirname, '..', '..', '..', 'assets', 'THIRD-PARTY-NOTICES.txt'), 'utf8');

test('what is bundled is named, with its licence', () => {
  expect(notices()).toMatch(/^commander [\d.]+\n\nLicence: MIT\n\n\(The MIT License\)/m);
});

test('what is bundled may be passed on under the licence of the package', () => {
  const licences = [...notices().matchAll(/^Licence: (.*)$/gm)].map(([, licence]) => licence);

  expect(licences.filter(licence => !['Apache-2.0', 'MIT', 'ISC', '0BSD', 'BSD-2-Clause', 'BSD-3-Clause'].includes(licence))).toEqual([]);
  expect(licences).not.toHaveLength(0);
});
