/** Reports that a rule does not hold. */
export type Violated = (rule: string, message: string) => void;
