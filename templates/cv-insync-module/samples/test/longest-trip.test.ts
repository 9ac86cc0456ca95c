import { Outside, remember, Trip } from '../src/longest-trip';

class World implements Outside {
  readonly longest = new Map<string, Trip>();

  constructor(private readonly trips: readonly Trip[]) {}

  async trip(vin: string, tripId: string) {
    return this.trips.find(trip => trip.vin === vin && trip.trip_id === tripId);
  }

  async keepIfLonger(trip: Trip) {
    const kept = this.longest.get(trip.vin);
    if (kept && kept.odometer >= trip.odometer) return false;
    this.longest.set(trip.vin, trip);
    return true;
  }
}

const trips = [
  { vin: 'VIN1', trip_id: 'short', odometer: 12 },
  { vin: 'VIN1', trip_id: 'long', odometer: 340 },
];

test('a longer trip takes the place of a shorter one, and not the other way round', async () => {
  const world = new World(trips);

  expect(await remember({ vin: 'VIN1', trip_id: 'short' }, world)).toEqual({ longest: true });
  expect(await remember({ vin: 'VIN1', trip_id: 'long' }, world)).toEqual({ longest: true });
  expect(await remember({ vin: 'VIN1', trip_id: 'short' }, world)).toEqual({ longest: false });
  expect(world.longest.get('VIN1')?.trip_id).toBe('long');
});

test('a trip that nobody knows is refused', async () => {
  await expect(remember({ vin: 'VIN2', trip_id: 'long' }, new World(trips))).rejects.toThrow('vehicle VIN2 has no trip long');
});

test('an event that says no trip is refused, and shown', async () => {
  await expect(remember({ vin: 7 }, new World(trips))).rejects.toThrow('expected { vin, trip_id }, got {"vin":7}');
});
