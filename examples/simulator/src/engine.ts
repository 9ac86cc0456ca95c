import { Random } from './random';

/** Temperatures in degrees Fahrenheit. Up to 280, the oil temperature is normal; only a fault exceeds that. */
const COLD = 70;
const WARM = 225;
const PER_KMH = 0.15;
const FAULTY = 310;

/** An engine, with the temperature of its oil and its faults. */
export class Engine {
  oil = COLD;
  private fault = Infinity;
  private seconds = 0;

  constructor(private readonly random: Random) {}

  /** Starts a trip. In some trips, the engine overheats from a random second on. */
  start(probability: number): void {
    this.seconds = 0;
    this.fault = this.random.chance(probability) ? this.random.whole(60, 240) : Infinity;
  }

  /** Advances by one second at a speed. The oil warms faster than it cools. */
  run(speed: number): void {
    const faulty = ++this.seconds > this.fault;
    const target = faulty ? FAULTY : WARM + Math.min(speed, 130) * PER_KMH;
    this.oil += (target - this.oil) / (faulty ? 60 : 180) + this.random.between(-0.2, 0.2);
  }

  rest(): void {
    this.oil += (COLD - this.oil) / 1800;
  }
}
