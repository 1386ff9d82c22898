import { FORMAT_WORDS } from './messages';

/** What the page says of one format. */
export interface FormatRow {
  readonly type: string;
  readonly title: { readonly zh: string; readonly en: string };
  readonly version: number;
  readonly database: string;
  /** Paths of values that are sealed for adults or children. */
  readonly sealed: readonly string[];
  readonly file: string;
}

interface Both {
  readonly zh: string;
  readonly en: string;
}

/** The page that lists the formats: one table, no script, readable from a disk. */
export function indexPage(rows: readonly FormatRow[]): string {
  const { title, intro, columns } = FORMAT_WORDS;
  const head = Object.values(columns).map((column) => `<th scope="col">${both(column)}</th>`);
  return `<!doctype html>
<html lang="zh-CN">
<meta charset="utf-8">
<meta name="viewport" content="width=device-width">
<title>${text(title.zh)} · ${text(title.en)}</title>
<style>
:root { color-scheme: light dark; }
body { font: 16px/1.6 system-ui, sans-serif; margin: 32px auto; max-width: 1100px; padding: 0 16px; }
table { border-collapse: collapse; width: 100%; }
th, td { border-bottom: 1px solid #8886; padding: 8px; text-align: start; vertical-align: top; }
</style>
<h1>${both(title)}</h1>
<p>${text(intro.zh)}</p>
<p lang="en">${text(intro.en)}</p>
<table>
<thead><tr>${head.join('')}</tr></thead>
<tbody>
${rows.map(rowOf).join('\n')}
</tbody>
</table>
</html>
`;
}

function rowOf({ type, title, version, database, sealed, file }: FormatRow): string {
  const values =
    sealed.length === 0 ? both(FORMAT_WORDS.none) : sealed.map((path) => `<code>${text(path)}</code>`).join(', ');
  const cells = [
    `<code>${text(type)}</code>`,
    both(title),
    String(version),
    `<code>${text(database)}</code>`,
    values,
    `<a href="${text(file)}">${text(file)}</a>`,
  ];
  return `<tr>${cells.map((cell) => `<td>${cell}</td>`).join('')}</tr>`;
}

const both = ({ zh, en }: Both): string => `${text(zh)} <span lang="en">${text(en)}</span>`;

const text = (value: string): string =>
  value.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('"', '&quot;');
