/** What failed gates begin with whose module only has to be started again: Announce looks for it. */
export const WAITING = 'waiting for ';
