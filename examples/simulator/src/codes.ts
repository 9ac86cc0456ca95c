/** The trouble codes that simulated vehicles report. The dtc module explains all of them. */
export const CODES: readonly string[] = [
  'P0087', 'P0101', 'P0106', 'P0113', 'P0116', 'P0118', 'P0121', 'P0128', 'P0131', 'P0135', 'P0171', 'P0172', 'P0174', 'P0217', 'P0234',
  'P0300', 'P0301', 'P0325', 'P0335', 'P0340', 'P0401', 'P0420', 'P0442', 'P0455', 'P0500', 'P0505', 'P0524', 'P0562', 'P0700',
];
