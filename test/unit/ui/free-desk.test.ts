import { describe, expect, it } from 'vitest';
import type { Staff } from '#shared/schema/types/place';
import { freeDesk } from '#renderer/features/counter/free-desk';
import { uid } from '#test/support/builders';

const person = (number: number, name: string, post: Staff['post'], active = true) => ({
  ...{ uid: uid(number), code: `w${number}`, name, post, active },
  ...{ functions: [], gridNumbers: [] },
});

const STAFF = [
  person(1, '周敏', 'manager'),
  person(2, '李建国', 'grid-worker'),
  person(3, '林晓燕', 'clerk'),
  person(4, '王芳', 'clerk'),
  person(5, '赵磊', 'duty-lead'),
  person(6, '吴倩', 'clerk', false),
];

describe('who can open another window', () => {
  it('may work there and sits at none, clerks first', () => {
    expect(freeDesk(STAFF, new Set([uid(3), null]))).toEqual(['王芳', '赵磊', '周敏']);
  });

  it('is nobody where everybody sits, and never somebody who left or works elsewhere', () => {
    expect(freeDesk(STAFF, new Set([1, 3, 4, 5].map(uid)))).toEqual([]);
  });
});
