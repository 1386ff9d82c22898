/** Files that may be one person’s. */
export const DUPLICATES_PATH = '/data/duplicates';
