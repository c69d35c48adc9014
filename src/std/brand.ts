/** Branded primitives: a string or number that only its own constructor can make. */

declare const brand: unique symbol;

/** `T` marked with the name `B`, so that two strings with different meanings cannot be swapped. */
export type Brand<T, B extends string> = T & { readonly [brand]: B };
