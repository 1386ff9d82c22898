import type { ListQuery, RegisterKind } from '#renderer/data/index';

/** Which rows and columns a file is to have, and what it is called. */
export interface ExportSource<K extends RegisterKind> {
  readonly kind: K;
  /** What the list asks; its filters and its order count. */
  readonly query: Omit<ListQuery<K>, 'offset' | 'limit'>;
  /** `_id`s of chosen rows, in place of all that the query finds. */
  readonly ids?: readonly string[];
  /** Ids of the columns that the list shows. */
  readonly columns: readonly string[];
  /** How many rows the query finds; undefined while that is not known. */
  readonly count?: number | undefined;
  /** What the list is narrowed by, in words, for the file's own notes. */
  readonly filters?: readonly string[];
  /** What the list is called: names the file and its sheet. */
  readonly title: string;
}
