import { Dependencies, remember, Trip } from '../src/longest-trip';

class World implements Dependencies {
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

test('a longer trip replaces a shorter one, but not the reverse', async () => {
  const world = new World(trips);

  expect(await remember({ vin: 'VIN1', trip_id: 'short' }, world)).toEqual({ longest: true });
  expect(await remember({ vin: 'VIN1', trip_id: 'long' }, world)).toEqual({ longest: true });
  expect(await remember({ vin: 'VIN1', trip_id: 'short' }, world)).toEqual({ longest: false });
  expect(world.longest.get('VIN1')?.trip_id).toBe('long');
});

test('an unknown trip is rejected', async () => {
  await expect(remember({ vin: 'VIN2', trip_id: 'long' }, new World(trips))).rejects.toThrow('vehicle VIN2 has no trip long');
});

test('an event without a trip is rejected, and the error shows it', async () => {
  await expect(remember({ vin: 7 }, new World(trips))).rejects.toThrow('expected { vin, trip_id }, got {"vin":7}');
});
