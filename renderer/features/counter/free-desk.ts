import { accessOf, worksAtCounter } from '#shared/domain/access/access';
import type { Staff } from '#shared/schema/types/place';

/** Whose work the counter is comes before those who lead. */
const ORDER: readonly Staff['post'][] = ['clerk', 'duty-lead', 'manager'];
/** As many as anybody reads beside a suggestion. */
const MOST_NAMES = 3;

export type DeskStaff = Pick<Staff, 'uid' | 'code' | 'name' | 'post' | 'functions' | 'gridNumbers' | 'active'>;

/** Names of those who may sit at a window and sit at none: who can open another one. `seated`: uids of those who do. */
export function freeDesk(staff: readonly DeskStaff[], seated: ReadonlySet<string | null>): readonly string[] {
  const mayOpen = ({ post: actor, functions, gridNumbers }: DeskStaff) =>
    worksAtCounter(accessOf({ actor, functions, gridNumbers }, gridNumbers));
  return staff
    .filter((each) => each.active && !seated.has(each.uid) && mayOpen(each))
    .sort((a, b) => ORDER.indexOf(a.post) - ORDER.indexOf(b.post) || a.code.localeCompare(b.code))
    .slice(0, MOST_NAMES)
    .map(({ name }) => name);
}
