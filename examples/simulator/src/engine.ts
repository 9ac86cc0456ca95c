import { Random } from './random';

/** Temperatures in degrees Fahrenheit: oil is fine up to 280, which only a fault exceeds. */
const COLD = 70;
const WARM = 225;
const PER_KMH = 0.15;
const FAULTY = 310;

/** An engine: how warm its oil is, and what goes wrong with it in a trip. */
export class Engine {
  oil = COLD;
  private fault = Infinity;
  private seconds = 0;

  constructor(private readonly random: Random) {}

  /** Rarely, an engine overheats from some second of a trip on. */
  start(probability: number): void {
    this.seconds = 0;
    this.fault = this.random.chance(probability) ? this.random.whole(60, 240) : Infinity;
  }

  /** One second later, at that speed; warms faster than it cools. */
  run(speed: number): void {
    const faulty = ++this.seconds > this.fault;
    const target = faulty ? FAULTY : WARM + Math.min(speed, 130) * PER_KMH;
    this.oil += (target - this.oil) / (faulty ? 60 : 180) + this.random.between(-0.2, 0.2);
  }

  rest(): void {
    this.oil += (COLD - this.oil) / 1800;
  }
}
