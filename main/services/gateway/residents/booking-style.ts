/** What the pages on which residents book have beside the others' style sheets. */
export const BOOKING_CSS = `
.choices .none { display: flex; align-items: center; min-height: 56px; padding: 8px 16px; margin-bottom: 8px; border: 1px dashed var(--line2);
  border-radius: 6px; color: var(--ink3); font-size: 18px; }
.choices :is(a, .none) { justify-content: space-between; gap: 12px; }
.choices .hint, .grade .hint { display: inline-block; margin: 0; text-align: right; }
.grade .hint { margin-left: auto; }
.grade:has(:disabled) { border-style: dashed; color: var(--ink3); }
details.card summary { min-height: 48px; line-height: 48px; cursor: pointer; }
details.card button { background: none; color: var(--crit); border: 1px solid var(--crit); }
`;
