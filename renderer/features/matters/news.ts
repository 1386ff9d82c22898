import type { Matters } from '#renderer/data/index';

/** Something that came to one's department and that nobody has begun. */
export interface NewMatter {
  readonly id: string;
  readonly title: string;
  readonly sentAtMs: number;
}

/** What nobody of the department has begun yet. */
export async function newMatters(matters: Matters): Promise<readonly NewMatter[]> {
  const all = await matters.list();
  return all
    .filter(({ part, state, whose }) => part === 'handles' && state === 'dispatched' && whose !== 'colleague')
    .map(({ id, title, sentAtMs }) => ({ id, title, sentAtMs }));
}
