/** How long a password is and has to be, in characters as people count them. Pure. @source docs/guide/people.md */

/** @units characters */
export const shortest = 12;
const longest = 128;

/** Characters as people count them, however they were typed. */
export function lengthOf(password: string): number {
  return [...password.normalize('NFKC')].length;
}

/** Said below the field while somebody chooses. */
export function lengthText(count: number): string {
  if (count === 0) return `At least ${shortest} characters; any will do, also spaces.`;
  if (count > longest) return `${count} characters: at most ${longest}.`;
  if (count < shortest) return `${count} of at least ${shortest} characters.`;
  return `${count} characters: long enough.`;
}

/** What is wrong with the length of a new password; null: nothing. */
export function lengthFault(password: string): string | null {
  const count = lengthOf(password);
  if (count === 0) return `Choose a password of at least ${shortest} characters.`;
  if (count < shortest)
    return `The password has ${count} characters. Make it at least ${shortest} long, such as four words.`;
  return count > longest ? `The password has ${count} characters. At most ${longest} can be kept.` : null;
}
