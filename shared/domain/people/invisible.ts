/**
 * What nobody sees and nobody typed: control characters, joiners of no width, marks of writing direction. They come along when a number
 * is copied out of a chat, a web page or an address book.
 */
const INVISIBLE = /(?!\s)\p{Cc}|[\u00AD\u200B-\u200F\u202A-\u202E\u2060-\u206F\uFEFF]/gu;

/** A name or number without invisible characters, which would make two that look alike different ones. Spaces and line breaks stay. */
export const withoutInvisible = (text: string): string => text.replace(INVISIBLE, '');
