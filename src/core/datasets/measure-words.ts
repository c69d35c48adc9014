/** Words in headings and titles that tell what numbers are. */

const indexWords =
  /(?:^|[^a-z])(?:scores?|ranks?|ranking|deciles?|quintiles?|quartiles?|percentiles?|index|idx|indices)(?:[^a-z]|$)/i;

/** True when the text says that it is an index: a score, a rank, a decile. */
export function saysIndex(text: string): boolean {
  return indexWords.test(text);
}
