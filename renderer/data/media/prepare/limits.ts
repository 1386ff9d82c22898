/** What is taken as a photo; the words of refusals name these numbers. */
export const PHOTO_LIMITS = {
  fileBytes: 40 * 1024 * 1024,
  /** By what the header claims: decoding takes four bytes a pixel, whatever the file weighs. */
  pixels: 100_000_000,
  shortEdge: 16,
} as const;
