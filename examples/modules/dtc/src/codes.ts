/** The meaning of a diagnostic trouble code, and what to do about it. */
export interface Code {
  readonly description: string;
  readonly steps: readonly string[];
}

const STOP = 'Stop where it is safe and switch the engine off';
const SOON = 'Have it checked by a workshop within a few days';
const NEXT = 'Mention it at the next service';
const GENTLE = 'Drive gently and avoid high engine speeds';

export const CODES: Readonly<Record<string, Code>> = {
  P0087: { description: 'Fuel rail pressure is too low', steps: [GENTLE, 'Check the fuel level and the fuel filter', SOON] },
  P0101: { description: 'Mass air flow is out of the expected range', steps: ['Check the air filter and the intake for leaks', SOON] },
  P0106: { description: 'Manifold pressure does not fit the engine load', steps: ['Check the vacuum hoses', SOON] },
  P0113: { description: 'Intake air temperature sensor reads too high', steps: ["Check the sensor's plug", NEXT] },
  P0116: { description: 'Coolant temperature changes less than expected', steps: ['Check the coolant level once the engine is cold', SOON] },
  P0118: { description: 'Coolant temperature sensor reads too high', steps: ["Check the sensor's plug", SOON] },
  P0121: { description: 'Throttle position is out of the expected range', steps: [GENTLE, SOON] },
  P0128: { description: 'Engine stays colder than its thermostat should allow', steps: ['Check the coolant level once the engine is cold', NEXT] },
  P0131: { description: 'Oxygen sensor 1, bank 1, reads too low', steps: ['Check the exhaust for leaks', NEXT] },
  P0135: { description: 'Oxygen sensor 1, bank 1, is not heated', steps: [NEXT] },
  P0171: { description: 'Mixture of bank 1 is too lean', steps: ['Check the intake for leaks', SOON] },
  P0172: { description: 'Mixture of bank 1 is too rich', steps: ['Check the air filter', SOON] },
  P0174: { description: 'Mixture of bank 2 is too lean', steps: ['Check the intake for leaks', SOON] },
  P0217: { description: 'Engine is too hot', steps: [STOP, 'Let it cool down before you open the coolant cap', 'Have the vehicle towed'] },
  P0234: { description: 'Turbocharger delivers too much pressure', steps: [GENTLE, SOON] },
  P0300: { description: 'Several cylinders misfire', steps: [GENTLE, 'Stop if the engine lamp flashes', SOON] },
  P0301: { description: 'Cylinder 1 misfires', steps: [GENTLE, 'Check spark plug and coil of cylinder 1', SOON] },
  P0325: { description: 'Knock sensor 1 gives no usable signal', steps: [GENTLE, SOON] },
  P0335: { description: 'Crankshaft position sensor gives no signal', steps: ['Expect that the engine may stop', SOON] },
  P0340: { description: 'Camshaft position sensor gives no signal', steps: ['Expect that the engine may not start again', SOON] },
  P0401: { description: 'Too little exhaust gas is recirculated', steps: [NEXT] },
  P0420: { description: 'Catalytic converter of bank 1 works below its threshold', steps: ['Check the exhaust for leaks', SOON] },
  P0442: { description: 'Fuel vapour system has a small leak', steps: ['Close the fuel cap until it clicks', NEXT] },
  P0455: { description: 'Fuel vapour system has a large leak', steps: ['Close the fuel cap until it clicks', SOON] },
  P0500: { description: 'Vehicle speed sensor gives no usable signal', steps: ['Do not rely on speedometer and cruise control', SOON] },
  P0505: { description: 'Idle speed cannot be controlled', steps: ['Check the throttle body for dirt', NEXT] },
  P0524: { description: 'Engine oil pressure is too low', steps: [STOP, 'Check the oil level', 'Have the vehicle towed'] },
  P0562: { description: 'System voltage is too low', steps: ['Check battery and alternator', SOON] },
  P0700: { description: 'Transmission control has stored a fault of its own', steps: [GENTLE, SOON] },
};

const UNKNOWN: Code = { description: 'Unknown code', steps: ['Have the code read by a workshop'] };

export const lookUp = (code: string): Code => CODES[code] ?? UNKNOWN;
