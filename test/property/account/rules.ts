import { matches, parsePattern, type Pattern } from '@cv-insync/emulator';

interface Rule {
  readonly pattern: Pattern;
  readonly pipelines: readonly string[];
}

/** EventBridge rules with the pipelines that they start. */
export class Rules {
  private readonly rules = new Map<string, Rule>();

  put(properties: { EventPattern?: object; Targets: readonly { Arn: string }[] }) {
    const { EventPattern, Targets } = properties;
    if (!EventPattern) return;
    const pipelines = Targets.map(({ Arn }) => Arn).filter(arn => arn.includes(':codepipeline:')).map(arn => arn.split(':').pop()!);
    if (pipelines.length) this.rules.set(JSON.stringify(properties), { pattern: parsePattern(JSON.stringify(EventPattern)), pipelines });
  }

  remove(properties: object) {
    this.rules.delete(JSON.stringify(properties));
  }

  /** The pipelines that an event starts. */
  matching(event: object): string[] {
    return [...this.rules.values()].filter(({ pattern }) => matches(pattern, event)).flatMap(({ pipelines }) => pipelines);
  }
}
