import { escapeUnprintable } from '../../model/printable';

/** Makes `console` print what entries, outputs and messages from AWS contain without letting it control the terminal. */
export function guardConsole(): void {
  for (const stream of ['log', 'error'] as const) {
    const print = console[stream].bind(console);
    console[stream] = (...parts: unknown[]) => print(...parts.map(part => typeof part === 'string' ? escapeUnprintable(part) : part));
  }
}
