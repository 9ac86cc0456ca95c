import { join } from 'path';
import { assetsFolder, installedTools } from '../../../src/cli/bundle/installation';
import { folderOf } from '../world';

test('the bundled command line lies in the assets folder itself', () => {
  expect(assetsFolder('/x/node_modules/cv-insync/assets/cv-insync.js')).toBe('/x/node_modules/cv-insync/assets');
  expect(assetsFolder('/x/src/cli/bundle/installation.ts')).toBe('/x/assets');
});

test('definitions are made from the program that applies them and from the static templates', () => {
  const folder = folderOf({
    'apply.js': 'program', 'templates/delivery-connection.template.json': 'connection', 'templates/delivery-s3.template.json': 's3', 'templates/modules.template.json': 'modules',
  });

  expect(installedTools(folder)).toEqual({
    apply: Buffer.from('program'), deliveryTemplates: { connection: 'connection', s3: 's3' }, modulesTemplate: 'modules',
  });
});

test('an incomplete installation is reported with the missing file', () => {
  expect(() => installedTools(join('/', 'nowhere'))).toThrow('/nowhere/apply.js is missing, expected it in every installation of cv-insync');
});
