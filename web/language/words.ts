/**
 * The shape of a set of words, without the words: the other language is held to it. A key that one of them lacks or has
 * too many is a type error; that both name the same {{values}} is held by words.test.ts.
 */
export type SameKeys<T> = { readonly [Key in keyof T]: T[Key] extends string ? string : SameKeys<T[Key]> }
