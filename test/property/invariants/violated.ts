/** Called with the invariant that a solution violates, and the details. */
export type Violated = (rule: string, message: string) => void;
