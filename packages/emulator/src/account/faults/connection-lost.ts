/** A client's connection to the account breaks: there is no answer, not even an error. */
export class ConnectionLost extends Error {
  constructor() {
    super('the account does not answer any more, as its faults say');
  }
}
