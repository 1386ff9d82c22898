/** The residents' style sheet: one column for a phone, large targets, both themes; the colours are those of the staff screens. */
export const RESIDENT_CSS = `
:root { color-scheme: light dark; --bg: #F6F4EF; --surface: #FFFEFC; --raised: #FFFFFF; --line: #E5E0D6; --line2: #8F887B; --ink: #24221E;
  --ink2: #565148; --ink3: #6B655A; --accent: #17607A; --on: #FFFFFF; --soft: #E2EDF0; --ok: #2A6342; --okSoft: #E5F0E8; --warn: #7D4F08;
  --warnSoft: #FAF0DB; --crit: #A3281C; --critSoft: #FBEBE7; }
@media (prefers-color-scheme: dark) {
  :root { --bg: #171614; --surface: #201E1B; --raised: #282622; --line: #36332D; --line2: #7E776B; --ink: #EDE9E1; --ink2: #BBB4A8; --ink3: #9E978A;
    --accent: #74BACF; --on: #0E2129; --soft: #17333D; --ok: #82C59B; --okSoft: #1B3125; --warn: #E3B660; --warnSoft: #372B15; --crit: #F2958A;
    --critSoft: #3B201C; } }
* { box-sizing: border-box; }
html { scrollbar-width: thin; scrollbar-color: var(--line2) transparent; }
body { margin: 0; background: var(--bg); color: var(--ink); font: 17px/1.6 "Noto Sans SC", "Noto Sans CJK SC", "PingFang SC", "HarmonyOS Sans SC",
  "Microsoft YaHei UI", sans-serif; font-variant-numeric: tabular-nums; overflow-wrap: anywhere; }
header, main { max-width: 34rem; margin: 0 auto; padding: 16px; }
header { display: flex; justify-content: space-between; gap: 16px; align-items: center; color: var(--ink2); }
h1 { font-size: 24px; line-height: 32px; margin: 8px 0 16px; font-weight: 600; }
h2 { font-size: 18px; line-height: 28px; margin: 24px 0 8px; font-weight: 600; }
a { color: var(--accent); }
header a { min-height: 48px; display: inline-flex; align-items: center; padding: 0 8px; }
.card { background: var(--surface); border: 1px solid var(--line); border-radius: 10px; padding: 16px; margin: 0 0 16px; }
dl { display: grid; grid-template-columns: max-content 1fr; gap: 4px 16px; margin: 16px 0 0; }
dt { color: var(--ink3); }
dd { margin: 0; }
.state { display: inline-flex; gap: 8px; align-items: center; padding: 6px 14px; border-radius: 6px; font-weight: 600; font-size: 20px;
  background: var(--soft); color: var(--accent); }
.state.ok { background: var(--okSoft); color: var(--ok); }
.state.warn { background: var(--warnSoft); color: var(--warn); }
.state svg { flex: none; }
ol { list-style: none; margin: 0; padding: 0; }
ul.card { list-style: none; padding: 16px; }
ul.card li + li { margin-top: 12px; }
ol li { display: grid; grid-template-columns: 20px 1fr; gap: 4px 12px; padding: 0 0 16px; position: relative; }
ol li::before { content: ""; width: 12px; height: 12px; margin: 8px 4px; border-radius: 50%; background: var(--accent); }
ol li:not(:last-child)::after { content: ""; position: absolute; left: 9px; top: 24px; bottom: -4px; width: 2px; background: var(--line2); }
time { color: var(--ink3); display: block; font-size: 15px; }
.hint { color: var(--ink3); font-size: 15px; margin: 4px 0 16px; }
.notice { border-radius: 10px; padding: 12px 16px; margin: 0 0 16px; background: var(--okSoft); color: var(--ok); }
.notice.bad { background: var(--critSoft); color: var(--crit); }
label.field { display: block; font-weight: 600; }
input[type=text], textarea { width: 100%; margin-top: 4px; padding: 10px 12px; font: inherit; color: inherit; background: var(--raised);
  border: 1px solid var(--line2); border-radius: 6px; }
input[type=text] { min-height: 56px; font-size: 24px; text-transform: uppercase; }
.result p { margin: 0; white-space: pre-line; }
.result img { display: block; width: 100%; height: auto; border-radius: 6px; background: var(--bg); }
.result * + img { margin-top: 12px; }
fieldset { border: 0; margin: 0 0 16px; padding: 0; }
legend { padding: 0; font-size: 18px; font-weight: 600; margin-bottom: 8px; }
.grade { display: flex; align-items: center; gap: 12px; min-height: 56px; padding: 0 12px; margin-bottom: 8px; border: 1px solid var(--line2);
  border-radius: 6px; background: var(--raised); }
.grade:has(:checked) { background: var(--soft); border-color: var(--accent); }
.grade input { width: 22px; height: 22px; accent-color: var(--accent); }
button { width: 100%; min-height: 56px; border: 0; border-radius: 6px; font: inherit; font-weight: 600; font-size: 18px; background: var(--accent);
  color: var(--on); }
:focus-visible { outline: 2px solid var(--accent); outline-offset: 2px; }
`;
