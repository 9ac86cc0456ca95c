import { readFileSync } from 'fs';
import { join } from 'path';

const notices = () => readFileSync(join(__dirname, '..', '..', '..', 'assets', 'THIRD-PARTY-NOTICES.txt'), 'utf8');

test('every bundled package is listed with its licence', () => {
  expect(notices()).toMatch(/^commander [\d.]+\n\nLicence: MIT\n\n\(The MIT License\)/m);
});

test('the licences of bundled packages are compatible with that of the package', () => {
  const licences = [...notices().matchAll(/^Licence: (.*)$/gm)].map(([, licence]) => licence);

  expect(licences.filter(licence => !['Apache-2.0', 'MIT', 'ISC', '0BSD', 'BSD-2-Clause', 'BSD-3-Clause'].includes(licence))).toEqual([]);
  expect(licences).not.toHaveLength(0);
});
