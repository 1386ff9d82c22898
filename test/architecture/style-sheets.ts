import { existsSync, readdirSync, readFileSync, statSync } from 'node:fs';
import path from 'node:path';
import ts from 'typescript';

/** A class that somebody may see without the sheet that says how it looks. */
export interface Unstyled {
  /** Of the class, as in the component. */
  readonly name: string;
  readonly component: string;
  /** What is fetched when the component is shown, but not the sheet: a module that is loaded by itself. */
  readonly page: string;
  readonly sheets: readonly string[];
}

interface Source {
  /** Names taken from a module; `null` is all of it. */
  readonly taken: readonly (readonly [module: string, names: readonly string[] | null])[];
  /** Names handed on from a module; `null` is all of it. */
  readonly handedOn: readonly (readonly [module: string, names: ReadonlyMap<string, string> | null])[];
  /** What it fetches later, by the exported name that does; by '' where it is no such. */
  readonly fetchedLater: readonly (readonly [name: string, page: string])[];
  readonly sheets: readonly string[];
  readonly classes: ReadonlySet<string>;
}

/**
 * Classes that a component of the staff screens names, that some sheet of theirs defines, and that no sheet defines which is there wherever
 * the component is: with its page, with what opens the page, or from the start. Whoever comes by another way would see it bare.
 */
export function unstyled(root: string): readonly Unstyled[] {
  const read = reader(root);
  const first = closure(read, ['renderer/staff/main.tsx', 'renderer/staff/start.tsx']);
  const pages = new Map<string, Closure>();
  const openers = new Map<string, Set<string>>();
  const visit = (opener: string, { pages: opened }: Closure) => {
    for (const page of opened) {
      if (page === 'renderer/staff/start.tsx') continue;
      openers.set(page, (openers.get(page) ?? new Set()).add(opener));
      if (pages.has(page)) continue;
      const below = closure(read, [page]);
      pages.set(page, below);
      visit(page, below);
    }
  };
  visit('', first);

  const classesIn = classReader(root);
  const classesOf = ({ modules }: Closure) =>
    new Set([...modules].flatMap((module) => read(module).sheets.flatMap((sheet) => [...classesIn(sheet)])));
  const always = classesOf(first);
  const own = new Map([...pages].map(([page, below]) => [page, classesOf(below)]));
  /** Whether the class is there with the page, or with every way to it. */
  const isThere = (name: string, page: string, seen: readonly string[] = []): boolean => {
    if (always.has(name) || own.get(page)?.has(name)) return true;
    const ways = [...(openers.get(page) ?? [])].filter((way) => !seen.includes(way));
    return ways.length > 0 && ways.every((way) => way !== '' && isThere(name, way, [...seen, page]));
  };

  const defined = new Map<string, string[]>();
  for (const sheet of sheetsBelow(root, ['renderer/ui', 'renderer/staff', 'renderer/features']))
    for (const name of classesIn(sheet)) defined.set(name, [...(defined.get(name) ?? []), sheet]);
  return [...pages].flatMap(([page, { modules }]) =>
    [...modules].flatMap((component) =>
      [...read(component).classes]
        .filter((name) => defined.has(name) && !isThere(name, page))
        .map((name) => ({ name, component, page, sheets: defined.get(name) ?? [] })),
    ),
  );
}

interface Closure {
  readonly modules: ReadonlySet<string>;
  /** What they fetch later. */
  readonly pages: ReadonlySet<string>;
}

/** All modules that come with these, names followed through what hands them on, as the bundler does it. */
function closure(read: (module: string) => Source, from: readonly string[]): Closure {
  const modules = new Set<string>();
  const pages = new Set<string>();
  const asked = new Set<string>();
  const take = (module: string, names: readonly string[] | null) => {
    const what = `${module} ${names?.join(' ') ?? '*'}`;
    if (asked.has(what)) return;
    asked.add(what);
    const { handedOn, fetchedLater } = read(module);
    enter(module);
    for (const [name, page] of fetchedLater) if (name === '' || names === null || names.includes(name)) pages.add(page);
    for (const [target, given] of handedOn) {
      if (names === null) take(target, given && [...given.values()]);
      else hand(target, names, given);
    }
  };
  const hand = (target: string, names: readonly string[], given: ReadonlyMap<string, string> | null) => {
    const inner = names.flatMap((name) => (given === null ? [name] : (given.get(name) ?? [])));
    if (inner.length > 0) take(target, inner);
  };
  const enter = (module: string) => {
    if (modules.has(module)) return;
    modules.add(module);
    for (const [target, names] of read(module).taken) take(target, names);
  };
  for (const module of from) take(module, null);
  return { modules, pages };
}

function reader(root: string): (module: string) => Source {
  const known = new Map<string, Source>();
  return (module) => {
    const source = known.get(module) ?? parse(root, module);
    known.set(module, source);
    return source;
  };
}

function parse(root: string, module: string): Source {
  const text = readFileSync(path.join(root, module), 'utf8');
  const kind = module.endsWith('x') ? ts.ScriptKind.TSX : ts.ScriptKind.TS;
  const file = ts.createSourceFile(module, text, ts.ScriptTarget.ES2023, true, kind);
  const taken: [string, readonly string[] | null][] = [];
  const handedOn: [string, ReadonlyMap<string, string> | null][] = [];
  const fetchedLater: [string, string][] = [];
  const sheets: string[] = [];
  const classes = new Set<string>();
  const visit = (node: ts.Node): void => {
    if (ts.isImportDeclaration(node) && ts.isStringLiteral(node.moduleSpecifier)) {
      const target = targetOf(root, module, node.moduleSpecifier.text);
      if (target?.endsWith('.css')) sheets.push(target);
      else if (target) taken.push([target, valuesOf(node.importClause)]);
    } else if (ts.isExportDeclaration(node) && node.moduleSpecifier && ts.isStringLiteral(node.moduleSpecifier)) {
      const target = targetOf(root, module, node.moduleSpecifier.text);
      const names = node.exportClause && ts.isNamedExports(node.exportClause) ? node.exportClause.elements : null;
      const pairs = names?.map((each): [string, string] => [each.name.text, (each.propertyName ?? each.name).text]);
      if (target && !node.isTypeOnly) handedOn.push([target, pairs ? new Map(pairs) : null]);
    } else if (ts.isCallExpression(node) && node.expression.kind === ts.SyntaxKind.ImportKeyword) {
      const [argument] = node.arguments;
      const target = argument && ts.isStringLiteral(argument) ? targetOf(root, module, argument.text) : null;
      if (target) fetchedLater.push([exportAround(node), target]);
    } else if (ts.isJsxAttribute(node) && /^class|Class/.test(node.name.getText(file))) {
      for (const word of wordsIn(node)) classes.add(word);
    }
    ts.forEachChild(node, visit);
  };
  visit(file);
  return { taken, handedOn, fetchedLater, sheets, classes };
}

/** Names of what is taken as a value; `null` where it is everything, none for types. */
function valuesOf(clause: ts.ImportClause | undefined): readonly string[] | null {
  if (!clause) return null;
  if (clause.phaseModifier === ts.SyntaxKind.TypeKeyword) return [];
  const named = clause.namedBindings;
  if (clause.name || !named || ts.isNamespaceImport(named)) return null;
  return named.elements.flatMap((each) => (each.isTypeOnly ? [] : [(each.propertyName ?? each.name).text]));
}

/** The exported name in whose declaration a node stands; '' for none. */
function exportAround(node: ts.Node): string {
  let at = node;
  while (!ts.isSourceFile(at.parent)) at = at.parent;
  const isExported = ts.canHaveModifiers(at) && at.modifiers?.some(({ kind }) => kind === ts.SyntaxKind.ExportKeyword);
  if (!isExported) return '';
  if (ts.isFunctionDeclaration(at)) return at.name?.text ?? '';
  const [declared] = ts.isVariableStatement(at) ? at.declarationList.declarations : [];
  return declared && ts.isIdentifier(declared.name) ? declared.name.text : '';
}

function wordsIn(attribute: ts.Node): readonly string[] {
  const words: string[] = [];
  const visit = (node: ts.Node): void => {
    if (ts.isStringLiteralLike(node) || ts.isTemplateHead(node) || ts.isTemplateMiddleOrTemplateTail(node))
      words.push(...node.text.split(/\s+/).filter(Boolean));
    ts.forEachChild(node, visit);
  };
  visit(attribute);
  return words;
}

function targetOf(root: string, from: string, specifier: string): string | null {
  const base = specifier.startsWith('.')
    ? path.posix.join(path.posix.dirname(from), specifier)
    : specifier.startsWith('#renderer/')
      ? specifier.slice(1)
      : null;
  if (base === null) return null;
  const found = ['', '.ts', '.tsx', '/index.ts'].map((end) => base + end).find((each) => isFile(path.join(root, each)));
  return found ?? null;
}

const isFile = (file: string): boolean => existsSync(file) && statSync(file).isFile();

function classReader(root: string): (sheet: string) => ReadonlySet<string> {
  const known = new Map<string, ReadonlySet<string>>();
  return (sheet) => {
    const text = () => readFileSync(path.join(root, sheet), 'utf8').replace(/\/\*[^]*?\*\//g, '');
    const classes =
      known.get(sheet) ?? new Set([...text().matchAll(/\.([a-zA-Z][\w-]*)/g)].map(([, name = '']) => name));
    known.set(sheet, classes);
    return classes;
  };
}

const sheetsBelow = (root: string, folders: readonly string[]): readonly string[] =>
  folders.flatMap((folder) =>
    readdirSync(path.join(root, folder), { recursive: true, encoding: 'utf8' })
      .filter((file) => file.endsWith('.css'))
      .map((file) => `${folder}/${file.replaceAll('\\', '/')}`),
  );
