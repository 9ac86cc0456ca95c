/** Tags that every stack of a solution gets, and with it every resource that has tags. */
export type SolutionTags = Readonly<Record<string, string>>;

/** Of 50 tags of a resource, the others are for modules, services and cv-insync. */
export const TAGS_LIMIT = 30;
/** They are a parameter of each delivery, in JSON. In characters. */
const TEXT_LIMIT = 4000;
const KEY_LIMIT = 128;
const VALUE_LIMIT = 256;
/** @see https://docs.aws.amazon.com/tag-editor/latest/userguide/best-practices-and-strats.html */
const TEXT = /^[\p{L}\p{Z}\p{N}_.:/=+\-@]*$/u;
const RESERVED = /^(aws|insync):/i;

/** What is wrong with tags: one message for each problem. */
export function tagProblems(tags: SolutionTags): string[] {
  const entries = Object.entries(tags);
  const size = JSON.stringify(tags).length;
  return [
    ...entries.length > TAGS_LIMIT ? [`found ${entries.length} tags, expected at most ${TAGS_LIMIT}`] : [],
    ...size > TEXT_LIMIT ? [`found ${size} characters as JSON, expected at most ${TEXT_LIMIT}`] : [],
    ...entries.flatMap(([key, value]) => [
      ...!key || key.length > KEY_LIMIT || !TEXT.test(key) ? [`found the key "${key}", expected 1 to ${KEY_LIMIT} letters, digits, spaces and _ . : / = + - @`] : [],
      ...RESERVED.test(key) ? [`found the key "${key}", expected one that does not begin with aws: or insync:, which are reserved`] : [],
      ...value.length > VALUE_LIMIT || !TEXT.test(value) ? [`${key}: found "${value}", expected at most ${VALUE_LIMIT} letters, digits, spaces and _ . : / = + - @`] : [],
    ]),
  ];
}

/** The tags of a stack that people gave it. */
export const givenTags = (tags: SolutionTags): SolutionTags => Object.fromEntries(Object.entries(tags).filter(([key]) => !RESERVED.test(key)));
