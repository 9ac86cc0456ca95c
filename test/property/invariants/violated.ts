/** Called with the rule that a solution breaks, and how. */
export type Violated = (rule: string, message: string) => void;
