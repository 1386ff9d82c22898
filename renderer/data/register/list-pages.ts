import type { ListPage, ListQuery, Register, RegisterKind, RegisterRows } from './types';

/** A list as far as it is here. */
export interface ListView<K extends RegisterKind> {
  /** Undefined until the first answer. */
  readonly total: number | undefined;
  /** Undefined beyond the end, and for a row that is still on its way. */
  rowAt(index: number): RegisterRows[K] | undefined;
  /** What is shown answers an earlier question, or the records before the last change; the new answer is on its way. */
  readonly isRenewing: boolean;
}

/** A question about a list, without the part of it that is wanted. */
export type ListQuestion<K extends RegisterKind> = Omit<ListQuery<K>, 'offset' | 'limit'>;

/** Pages of one list, fetched as they come into view. */
export interface ListPages<K extends RegisterKind> {
  /** Another question, or the same one over changed records. What is there stays until the answer has come. */
  ask(question: ListQuestion<K>): void;
  /** These rows are in view, the last one included: what lacks of them is fetched. */
  show(from: number, to: number): void;
  read(): ListView<K>;
  subscribe(onChange: () => void): () => void;
}

/** Rows in a page. */
export const PAGE_ROWS = 100;

interface Answer<K extends RegisterKind> {
  readonly question: ListQuestion<K>;
  readonly total: number;
  readonly pages: ReadonlyMap<number, readonly RegisterRows[K][]>;
}

/** See `ListPages`. */
export function createListPages<K extends RegisterKind>(register: Pick<Register, 'list'>): ListPages<K> {
  const listeners = new Set<() => void>();
  let answer: Answer<K> | null = null;
  let asked: ListQuestion<K> | null = null;
  let inView: readonly number[] = [0];
  let generation = 0;
  const onTheWay = new Set<number>();
  let view: ListView<K> = { total: undefined, rowAt: () => undefined, isRenewing: true };

  function tell(isRenewing: boolean): void {
    const shown = answer;
    view = {
      total: shown?.total,
      rowAt: (index) => shown?.pages.get(Math.floor(index / PAGE_ROWS))?.[index % PAGE_ROWS],
      isRenewing,
    };
    for (const listener of listeners) listener();
  }

  const fetch = (question: ListQuestion<K>, page: number): Promise<ListPage<RegisterRows[K]>> =>
    register.list({ ...question, offset: page * PAGE_ROWS, limit: PAGE_ROWS });

  async function renew(question: ListQuestion<K>): Promise<void> {
    generation += 1;
    const mine = generation;
    onTheWay.clear();
    const wanted = [...new Set([0, ...inView])];
    const found = await Promise.all(wanted.map((page) => fetch(question, page)));
    if (mine !== generation) return;
    const pages = new Map(wanted.map((page, index) => [page, found[index]?.rows ?? []]));
    answer = { question, total: found[0]?.total ?? 0, pages };
    tell(false);
    fill();
  }

  /** Fetches what is in view and not here. */
  function fill(): void {
    const current = answer;
    const mine = generation;
    if (!current || asked !== current.question) return;
    for (const page of inView) {
      if (page * PAGE_ROWS >= current.total || current.pages.has(page) || onTheWay.has(page)) continue;
      onTheWay.add(page);
      fetch(current.question, page).then(
        ({ rows }) => {
          if (mine !== generation || !answer) return;
          onTheWay.delete(page);
          answer = { ...answer, pages: new Map(answer.pages).set(page, rows) };
          tell(false);
        },
        () => void onTheWay.delete(page),
      );
    }
  }

  return {
    ask(question) {
      asked = question;
      if (answer) tell(true);
      // A register that has failed says so in its state.
      renew(question).catch(() => undefined);
    },
    show(from, to) {
      const first = Math.max(0, Math.floor(from / PAGE_ROWS));
      const last = Math.max(first, Math.floor(to / PAGE_ROWS));
      inView = Array.from({ length: last - first + 1 }, (_, index) => first + index);
      fill();
    },
    read: () => view,
    subscribe(onChange) {
      listeners.add(onChange);
      return () => listeners.delete(onChange);
    },
  };
}
