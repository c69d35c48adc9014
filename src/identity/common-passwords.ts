/**
 * Passwords that others try first: the 49,000 most common of what was stolen and published. Read only when a password is set,
 * since the list takes some megabytes.
 */

let list: Promise<ReadonlySet<string>> | null = null;

/** The list, in lower case. */
export function loadCommonPasswords(): Promise<ReadonlySet<string>> {
  list ??= import('@zxcvbn-ts/language-common').then(
    ({ dictionary }) => new Set(dictionary['passwords-common'].map((word) => word.toLowerCase())),
  );
  return list;
}
