/** What the pages on which residents report something, or apply for it, have beside the residents' style sheet. */
export const REPORT_CSS = `
input.plain { min-height: 48px; font-size: 18px; text-transform: none; }
input[type=tel] { width: 100%; margin-top: 4px; padding: 10px 12px; font: inherit; color: inherit; background: var(--raised);
  border: 1px solid var(--line2); border-radius: 6px; }
select { width: 100%; min-height: 48px; margin: 4px 0 16px; padding: 8px 12px; font: inherit; font-size: 18px; color: inherit; background: var(--raised);
  border: 1px solid var(--line2); border-radius: 6px; }
input[type=file] { display: block; width: 100%; min-height: 48px; padding: 8px 0; font: inherit; color: inherit; }
.report > :first-child { margin-top: 0; }
.report textarea { margin-bottom: 16px; }
.report .hint + input[type=file] { margin: -12px 0 12px; }
p.field { font-weight: 600; margin: 0; }
p.field + p { margin-top: 4px; }
.report .grade { padding: 8px 12px; margin-bottom: 16px; }
.report .grade input { flex: none; }
.report a.next { display: inline-flex; align-items: center; min-height: 48px; font-size: 18px; }
.choices { list-style: none; margin: 0 0 16px; padding: 0; }
.choices a { display: flex; align-items: center; min-height: 56px; padding: 8px 16px; margin-bottom: 8px; border: 1px solid var(--line2);
  border-radius: 6px; background: var(--raised); font-size: 18px; }
.receipt { font-size: 32px; line-height: 40px; font-weight: 600; letter-spacing: 2px; margin: 0 0 16px; user-select: all; }
h3 { font-size: 18px; line-height: 28px; margin: 16px 0 8px; font-weight: 600; color: var(--ink2); }
.bring { list-style: none; }
.bring li + li { margin-top: 12px; padding-top: 12px; border-top: 1px solid var(--line); }
.bring small { color: var(--ink3); font-size: 15px; }
dl.item { margin: 0; }
.button { display: flex; align-items: center; justify-content: center; min-height: 56px; border-radius: 6px; font-weight: 600; font-size: 18px;
  background: var(--accent); color: var(--on); text-decoration: none; }
.bait { position: absolute; left: -9999px; width: 1px; height: 1px; overflow: hidden; }
`;
