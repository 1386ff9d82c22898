/** What the pages on which residents report something have beside the residents' style sheet. */
export const REPORT_CSS = `
input.plain { min-height: 48px; font-size: 18px; text-transform: none; }
input[type=tel] { width: 100%; margin-top: 4px; padding: 10px 12px; font: inherit; color: inherit; background: var(--raised);
  border: 1px solid var(--line2); border-radius: 6px; }
select { width: 100%; min-height: 48px; margin: 4px 0 16px; padding: 8px 12px; font: inherit; font-size: 18px; color: inherit; background: var(--raised);
  border: 1px solid var(--line2); border-radius: 6px; }
input[type=file] { display: block; width: 100%; min-height: 48px; padding: 8px 0; font: inherit; color: inherit; }
.report > :first-child { margin-top: 0; }
p.field { font-weight: 600; margin: 0; }
p.field + p { margin-top: 4px; }
.report .grade { padding: 8px 12px; margin-bottom: 16px; }
.report .grade input { flex: none; }
.report a.next { display: inline-flex; align-items: center; min-height: 48px; font-size: 18px; }
.choices { list-style: none; margin: 0 0 16px; padding: 0; }
.choices a { display: flex; align-items: center; min-height: 56px; padding: 8px 16px; margin-bottom: 8px; border: 1px solid var(--line2);
  border-radius: 6px; background: var(--raised); font-size: 18px; }
.receipt { font-size: 32px; line-height: 40px; font-weight: 600; letter-spacing: 2px; margin: 0 0 16px; user-select: all; }
.bait { position: absolute; left: -9999px; width: 1px; height: 1px; overflow: hidden; }
`;
