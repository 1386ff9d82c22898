import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import ts from 'typescript';
import { describe, expect, it } from 'vitest';
import { messages } from '../../pages/gallery/messages';

const UI = 'renderer/ui/index.ts';
const GALLERY = 'test/pages/gallery';

const parse = (file: string) =>
  ts.createSourceFile(
    file,
    readFileSync(file, 'utf8'),
    ts.ScriptTarget.ES2023,
    true,
    file.endsWith('.tsx') ? ts.ScriptKind.TSX : ts.ScriptKind.TS,
  );

/** The file behind a relative specifier. */
function fileOf(from: string, specifier: string): string {
  const base = path.join(path.dirname(from), specifier);
  const found = [`${base}.ts`, `${base}.tsx`].find((file) => ts.sys.fileExists(file));
  if (!found) throw new Error(`${from} exports from ${specifier}, which is not there`);
  return found;
}

/** Components that a file hands out: functions and classes with a capital that are declared in a `.tsx`. */
function componentsOf(file: string): readonly string[] {
  return parse(file).statements.flatMap((statement): readonly string[] => {
    if (!ts.isExportDeclaration(statement) || statement.isTypeOnly || !statement.moduleSpecifier) return [];
    const source = fileOf(file, (statement.moduleSpecifier as ts.StringLiteral).text);
    if (!statement.exportClause) return componentsOf(source);
    if (!ts.isNamedExports(statement.exportClause) || !source.endsWith('.tsx')) return [];
    const declared = new Set(
      parse(source).statements.flatMap((each) =>
        (ts.isFunctionDeclaration(each) || ts.isClassDeclaration(each)) && each.name ? [each.name.text] : [],
      ),
    );
    return statement.exportClause.elements
      .filter((element) => !element.isTypeOnly)
      .map((element) => (element.propertyName ?? element.name).text)
      .filter((name) => /^[A-Z]/.test(name) && declared.has(name));
  });
}

function filesUnder(folder: string): readonly string[] {
  return readdirSync(folder, { withFileTypes: true }).flatMap((entry) => {
    const file = `${folder}/${entry.name}`;
    if (entry.isDirectory()) return filesUnder(file);
    return file.endsWith('.tsx') ? [file] : [];
  });
}

/** Names of what a file draws, and of what its specimens say they show. */
function drawnIn(file: string): { readonly elements: readonly string[]; readonly shown: readonly string[] } {
  const elements: string[] = [];
  const shown: string[] = [];
  const visit = (node: ts.Node): void => {
    if (ts.isJsxOpeningElement(node) || ts.isJsxSelfClosingElement(node)) {
      const name = node.tagName.getText();
      elements.push(name);
      for (const attribute of node.attributes.properties) {
        if (name !== 'Specimen' || !ts.isJsxAttribute(attribute) || attribute.name.getText() !== 'of') continue;
        if (attribute.initializer && ts.isStringLiteral(attribute.initializer)) shown.push(attribute.initializer.text);
      }
    }
    ts.forEachChild(node, visit);
  };
  visit(parse(file));
  return { elements, shown };
}

describe('the component page', () => {
  const drawn = filesUnder(GALLERY).map(drawnIn);
  const elements = new Set(drawn.flatMap((each) => each.elements));
  const shown = new Set(drawn.flatMap((each) => each.shown));
  const components = componentsOf(UI);

  it('knows the shared components', () => {
    expect(components).toEqual(expect.arrayContaining(['Pill', 'DataGrid', 'ErrorBoundary', 'MaskedValue']));
  });

  it.each(components)('shows %s, under its name', (component) => {
    expect(elements).toContain(component);
    expect(shown).toContain(component);
  });

  it('has its words in both languages', () => {
    expect(Object.keys(messages.en).sort()).toEqual(Object.keys(messages.zh).sort());
  });
});
