// Runs the slowest suites first, so that none of them runs alone at the end. Jest knows their durations only after a first run.
import { readFileSync } from 'node:fs';
import Sequencer from '@jest/test-sequencer';

const { longest } = JSON.parse(readFileSync(new URL('suites.json', import.meta.url), 'utf8'));

function rankOf({ path }) {
  const rank = longest.findIndex(part => path.includes(part));
  return rank < 0 ? longest.length : rank;
}

export default class Order extends Sequencer {
  sort(tests) {
    return [...super.sort(tests)].sort((a, b) => rankOf(a) - rankOf(b));
  }
}
