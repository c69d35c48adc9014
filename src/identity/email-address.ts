/** E-mail addresses and names of people, as an account keeps them. No message is ever sent to one: an address is who one is. */

const mostLetters = 254;
const mostLettersOfName = 100;
const shape = /^[^\s@<>()[\],;:"\\]{1,64}@[^\s@<>()[\],;:"\\/]+$/u;
/** Line ends and what is not to be seen: a name is shown in lists and the journal. */
const unseen = /[\p{Cc}\p{Cf}\p{Zl}\p{Zp}\p{Co}\p{Cs}]/u;

/** The address as it is kept, in lower case and in one form of each letter; null: it is none. */
export function parseEmail(text: string): string | null {
  const address = text.trim().normalize('NFKC').toLowerCase();
  return address.length <= mostLetters && shape.test(address) && !unseen.test(address) ? address : null;
}

/** The name without blanks around it; null: it is empty, longer than 100 letters or holds what cannot be seen. */
export function parsePersonName(text: string): string | null {
  const name = text.normalize('NFC').trim();
  return name !== '' && [...name].length <= mostLettersOfName && !unseen.test(name) ? name : null;
}
