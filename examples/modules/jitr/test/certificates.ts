import { generate } from 'selfsigned';

/** A certificate made out to a name, in PEM. */
export const certificateFor = async (commonName: string) =>
  (await generate([{ name: 'commonName', value: commonName }, { name: 'organizationName', value: 'A maker of cars' }], { algorithm: 'sha256', keyType: 'ec' })).cert;
