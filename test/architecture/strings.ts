import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import ts from 'typescript';

/** Words that stand in the code of the screens instead of in `messages.ts`. */
export interface LooseWords {
  readonly file: string;
  readonly line: number;
  readonly text: string;
  readonly why: 'Chinese' | 'on the page';
}

const HAN = /\p{Script=Han}/u;
const LETTERS = /\p{Letter}{2}/u;

/** Attributes that people read or hear. */
const SPOKEN = new Set(['aria-label', 'aria-description', 'aria-valuetext', 'title', 'placeholder', 'alt', 'label']);

/**
 * Words in a source file that are not in its messages: anything in Chinese, and whatever in Latin letters would come on the page as it
 * stands: text between tags, and the attributes that people read or hear. Patterns and comments are no words; keys (`kbd`), commands
 * (`code`) and units are the same in every language.
 */
export function looseWords(root: string, file: string): readonly LooseWords[] {
  return looseWordsIn(file, readFileSync(join(root, file), 'utf8'));
}

/** The same for a text that is not on the disk. */
export function looseWordsIn(file: string, text: string): readonly LooseWords[] {
  const kind = file.endsWith('.tsx') ? ts.ScriptKind.TSX : ts.ScriptKind.TS;
  const source = ts.createSourceFile(file, text, ts.ScriptTarget.ES2023, true, kind);
  const found: LooseWords[] = [];
  const add = (node: ts.Node, words: string, why: LooseWords['why']) => {
    const { line } = source.getLineAndCharacterOfPosition(node.getStart(source));
    found.push({ file, line: line + 1, text: words.trim().slice(0, 60), why });
  };
  const visit = (node: ts.Node): void => {
    const words = wordsOf(node);
    if (words !== null) {
      if (HAN.test(words)) add(node, words, 'Chinese');
      else if (LETTERS.test(words) && isOnThePage(node)) add(node, words, 'on the page');
    }
    ts.forEachChild(node, visit);
  };
  visit(source);
  return found;
}

/** The text of a literal, of a piece of a template, or between two tags. */
function wordsOf(node: ts.Node): string | null {
  if (ts.isStringLiteralLike(node) || ts.isJsxText(node)) return node.text;
  if (ts.isTemplateHead(node) || ts.isTemplateMiddle(node) || ts.isTemplateTail(node)) return node.text;
  return null;
}

/** Elements whose text no language changes. */
const SAME_EVERYWHERE = new Set(['kbd', 'code']);
const UNITS = new Set(['mmHg']);

function isOnThePage(node: ts.Node): boolean {
  if (ts.isJsxText(node)) return isInWords(node.parent) && !UNITS.has(node.text.trim());
  // Inwards out: `title="…"`, `title={'…'}`, `{'…'}`, `{isOn ? '…' : '…'}`, `{`…${x}`}`.
  let inner: ts.Node = node;
  for (let at = node.parent; at; at = at.parent) {
    if (ts.isJsxAttribute(at)) return SPOKEN.has(at.name.getText());
    if (ts.isJsxExpression(at)) {
      if (ts.isJsxElement(at.parent) || ts.isJsxFragment(at.parent)) return isInWords(at.parent);
    } else if (ts.isConditionalExpression(at)) {
      if (inner === at.condition) return false;
    } else if (!isTransparent(at)) return false;
    inner = at;
  }
  return false;
}

const isInWords = (parent: ts.Node): boolean =>
  !ts.isJsxElement(parent) || !SAME_EVERYWHERE.has(parent.openingElement.tagName.getText());

const isTransparent = (node: ts.Node): boolean =>
  ts.isParenthesizedExpression(node) || ts.isTemplateExpression(node) || ts.isTemplateSpan(node);
