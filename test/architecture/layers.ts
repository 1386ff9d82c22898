import { readdirSync, readFileSync } from 'node:fs';
import { dirname, join, normalize, relative } from 'node:path';
import ts from 'typescript';

/** Who may import whom. A layer is the longest matching prefix; what a row does not allow is refused. */
export interface LayerRule {
  readonly layer: string;
  /** Prefixes of repository paths. */
  readonly paths: readonly string[];
  /** Node built-ins (`node:`), and package names; a trailing `*` matches the rest. */
  readonly packages: readonly string[];
}

const RXDB = ['rxdb', 'rxdb/*', 'rxjs'];
const REACT = [
  'react',
  'react/*',
  'react-dom',
  'react-dom/*',
  'antd',
  'antd/*',
  'lucide-react',
  'i18next',
  'react-i18next',
];

/** What screens in the hall may know: the line, what the kiosk's door answers, and how a box is closed. */
const IN_THE_HALL = [
  'renderer/ui',
  'shared/ipc/queue-api',
  'shared/ipc/board-api',
  'shared/ipc/terminal-api',
  'shared/ipc/kiosk-api',
  'shared/ipc/kiosk-matter-api',
  'shared/ipc/kiosk-intake-api',
  'shared/ipc/kiosk-leave-api',
  'shared/ipc/call-api',
  'shared/ipc/pad-api',
  'shared/ipc/booking-api',
  'shared/ipc/printing-api',
  'shared/domain/queue',
  'shared/domain/calendar',
  'shared/domain/bookings',
  'shared/schema/envelope',
  'shared/schema/sealed-box',
  'shared/sync/event-stream',
  'shared/errors',
];

export const RULES: readonly LayerRule[] = [
  // Types only: a rule must not know where it runs. The test also refuses value imports here.
  { layer: 'shared/domain', paths: ['shared/domain', 'shared/schema'], packages: [] },
  // Code tables of national standards as data; whoever needs them in a rule hands them in.
  { layer: 'shared/codes', paths: ['shared/codes', 'shared/domain', 'shared/schema'], packages: [] },
  { layer: 'shared/errors', paths: ['shared/errors'], packages: [] },
  {
    layer: 'shared/schema',
    paths: ['shared/schema', 'shared/domain', 'shared/errors'],
    packages: ['zod', 'jose', ...RXDB],
  },
  { layer: 'shared/ipc', paths: ['shared/ipc', 'shared/schema', 'shared/domain', 'shared/errors'], packages: ['zod'] },
  { layer: 'shared/media', paths: ['shared'], packages: ['zod'] },
  // Geometry that knows no map: pages, workers and the seed use it.
  {
    layer: 'shared/geo',
    paths: ['shared/geo', 'shared/schema', 'shared/domain', 'shared/errors'],
    packages: ['polyclip-ts', 'gcoord'],
  },
  { layer: 'shared/sync', paths: ['shared'], packages: ['zod', ...RXDB] },
  { layer: 'renderer/ui', paths: ['renderer/ui', 'shared/domain', 'shared/errors'], packages: REACT },
  // The map draws plain data; what it is drawn with stays in here.
  {
    layer: 'renderer/ui/map',
    paths: ['renderer/ui', 'shared/geo', 'shared/schema', 'shared/domain', 'shared/errors'],
    packages: [
      ...REACT,
      'leaflet',
      'leaflet/*',
      'comlink',
      'supercluster',
      'geojson-vt',
      'pmtiles',
      'protomaps-leaflet',
    ],
  },
  // Charts take plain figures; what draws them stays in here.
  {
    layer: 'renderer/ui/chart',
    paths: ['renderer/ui', 'shared/domain', 'shared/errors'],
    packages: [...REACT, 'chart.js'],
  },
  { layer: 'renderer/ui/qr', paths: ['renderer/ui'], packages: [...REACT, 'qrcode'] },
  { layer: 'renderer/platform', paths: ['renderer/platform', 'shared'], packages: [] },
  {
    layer: 'renderer/data',
    paths: ['renderer/data', 'renderer/platform', 'shared'],
    packages: [
      ...RXDB,
      'react',
      'dexie',
      'ulid',
      'zod',
      '@noble/hashes/*',
      'hash-wasm',
      'pinyin-pro',
      'comlink',
      'pouchdb-core',
      'pouchdb-adapter-idb',
      'exifreader',
      'libheif-js/*',
      'onnxruntime-web/*',
    ],
  },
  {
    layer: 'renderer/features',
    paths: ['renderer/ui', 'renderer/data/index', 'renderer/platform', 'shared'],
    // What `data` hands out are observables; what it keeps for a screen as JSON is parsed where it is read.
    packages: [...REACT, 'rxjs', 'zod'],
  },
  {
    layer: 'renderer/staff',
    paths: ['renderer/staff', 'renderer/features', 'renderer/ui', 'renderer/data/index', 'renderer/platform', 'shared'],
    packages: [...REACT, 'zod', 'virtual:pwa-register', 'virtual:pwa-register/*'],
  },
  {
    // The hall board: what everybody in the hall may see, and no module that knows residents.
    layer: 'renderer/board',
    paths: [
      'renderer/board',
      'renderer/ui',
      'shared/ipc/queue-api',
      'shared/ipc/board-api',
      'shared/ipc/terminal-api',
      'shared/domain/queue',
      'shared/domain/calendar',
      'shared/schema/envelope',
      'shared/sync/event-stream',
    ],
    packages: [...REACT, 'zod'],
  },
  {
    // The kiosk: what stands in the open hall holds numbers, the public catalogue, and boxes that only the desk can open. No data layer, no
    // feature, no record type of a person.
    layer: 'renderer/kiosk',
    paths: [
      ...['renderer/kiosk', ...IN_THE_HALL, 'shared/domain/incidents/receipt'],
      // What a citizen id says of itself: figures and weights, no record.
      'shared/domain/people/citizen-id',
    ],
    // Which characters a syllable stands for, for the keyboard on the screen.
    packages: [...REACT, 'zod', 'jose', 'simple-keyboard-layouts/*'],
  },
  // The rating pad beside a window.
  { layer: 'renderer/pad', paths: ['renderer/pad', ...IN_THE_HALL], packages: [...REACT, 'zod'] },
  { layer: 'main/policy', paths: ['main/policy', 'shared'], packages: [] },
  {
    layer: 'main/config',
    paths: ['main/config', 'main/services/durable-folder', 'shared'],
    packages: ['node:*', 'zod'],
  },
  {
    layer: 'main/services',
    paths: ['main/services', 'main/config', 'shared', 'sync-server/access'],
    packages: ['node:*', '*'],
  },
  {
    layer: 'main/services/edge-hub',
    paths: ['main/services/edge-hub', 'main/services/ports', 'shared', 'sync-server/embedded'],
    packages: ['node:*', '*'],
  },
  {
    layer: 'main/electron',
    paths: ['main/electron', 'main/policy', 'main/host', 'shared'],
    packages: ['node:*', 'electron'],
  },
  { layer: 'main', paths: ['main', 'shared', 'sync-server', 'package.json'], packages: ['node:*', '*'] },
  { layer: 'sync-server/embedded', paths: ['sync-server/embedded', 'shared'], packages: ['node:*', '*'] },
  { layer: 'sync-server/access', paths: ['sync-server/access', 'shared'], packages: [] },
  {
    layer: 'sync-server/seed',
    paths: ['sync-server/seed', 'sync-server/embedded', 'shared'],
    packages: ['node:*', 'ulid'],
  },
  { layer: 'sync-server', paths: ['sync-server', 'shared'], packages: ['node:*', '*'] },
];

export interface ImportEdge {
  readonly file: string;
  readonly specifier: string;
  /** Repository path without extension, or null for a package. */
  readonly target: string | null;
  readonly isTypeOnly: boolean;
}

const ROOTS = ['main', 'renderer', 'shared', 'sync-server'];

/** Every source file of the product, as a repository path. */
export function sourceFiles(root: string): readonly string[] {
  const found: string[] = [];
  const walk = (folder: string) => {
    for (const entry of readdirSync(join(root, folder), { withFileTypes: true })) {
      const path = `${folder}/${entry.name}`;
      if (entry.isDirectory()) walk(path);
      else if (/\.tsx?$/.test(entry.name) && !entry.name.endsWith('.d.ts')) found.push(path);
    }
  };
  ROOTS.forEach(walk);
  return found;
}

/** All imports, exports-from and dynamic imports of a file. */
export function importsOf(root: string, file: string): readonly ImportEdge[] {
  const source = ts.createSourceFile(file, readFileSync(join(root, file), 'utf8'), ts.ScriptTarget.ES2023, true);
  const edges: ImportEdge[] = [];
  const add = (specifier: string, isTypeOnly: boolean) =>
    edges.push({ file, specifier, target: targetOf(file, specifier), isTypeOnly });
  const visit = (node: ts.Node): void => {
    if (ts.isImportDeclaration(node) && ts.isStringLiteral(node.moduleSpecifier)) {
      add(node.moduleSpecifier.text, isTypeOnlyImport(node));
    } else if (ts.isExportDeclaration(node) && node.moduleSpecifier && ts.isStringLiteral(node.moduleSpecifier)) {
      add(node.moduleSpecifier.text, node.isTypeOnly);
    } else if (ts.isCallExpression(node) && node.expression.kind === ts.SyntaxKind.ImportKeyword) {
      const [argument] = node.arguments;
      if (argument && ts.isStringLiteral(argument)) add(argument.text, false);
    } else if (
      ts.isImportTypeNode(node) &&
      ts.isLiteralTypeNode(node.argument) &&
      ts.isStringLiteral(node.argument.literal)
    ) {
      add(node.argument.literal.text, true);
    }
    ts.forEachChild(node, visit);
  };
  visit(source);
  return edges;
}

function isTypeOnlyImport(node: ts.ImportDeclaration): boolean {
  const clause = node.importClause;
  if (!clause) return false;
  if (clause.phaseModifier === ts.SyntaxKind.TypeKeyword) return true;
  const named = clause.namedBindings;
  return !clause.name && !!named && ts.isNamedImports(named) && named.elements.every((element) => element.isTypeOnly);
}

function targetOf(file: string, specifier: string): string | null {
  if (specifier.startsWith('.')) return normalize(join(dirname(file), specifier)).replaceAll('\\', '/');
  const subpath = /^#(shared|sync-server|main|renderer|test)\/(.*)$/.exec(specifier);
  return subpath ? `${subpath[1]}/${subpath[2]}` : null;
}

/** Why an import is not allowed, or null when it is. */
export function violationOf(edge: ImportEdge): string | null {
  const rule = ruleFor(edge.file);
  if (!rule) return `${edge.file}: in no layer`;
  const refuse = (why: string) => `${edge.file} imports ${edge.specifier}: ${why}`;
  if (edge.target === null) {
    return rule.packages.some((allowed) => matches(edge.specifier, allowed))
      ? null
      : refuse(`${rule.layer} may not use this package`);
  }
  if (rule.layer === 'shared/domain' && edge.target.startsWith('shared/schema') && !edge.isTypeOnly) {
    return refuse('domain rules take types of the schema, not its code');
  }
  if (rule.layer === 'renderer/features') return featureViolation(edge, rule, refuse);
  const ownService = /^main\/services\/([^/]+)\//.exec(edge.file)?.[1];
  const otherService = /^main\/services\/([^/]+)\//.exec(edge.target)?.[1];
  if (ownService && otherService && ownService !== otherService) return refuse('no service imports another');
  return rule.paths.some((path) => isUnder(edge.target as string, path))
    ? null
    : refuse(`not allowed in ${rule.layer}`);
}

function featureViolation(edge: ImportEdge, rule: LayerRule, refuse: (why: string) => string): string | null {
  const target = edge.target as string;
  const own = edge.file.split('/').slice(0, 3).join('/');
  const other = target.split('/').slice(0, 3).join('/');
  if (target.startsWith('renderer/features/')) {
    const isIndex = relative(other, target) === 'index' || target === other;
    return own === other || isIndex ? null : refuse('another feature is used through its index.ts');
  }
  return rule.paths.some((path) => isUnder(target, path)) ? null : refuse('not allowed in a feature');
}

function ruleFor(file: string): LayerRule | undefined {
  return RULES.filter((rule) => isUnder(file, rule.layer)).sort((a, b) => b.layer.length - a.layer.length)[0];
}

const isUnder = (path: string, prefix: string): boolean =>
  path === prefix || path.startsWith(`${prefix}/`) || (prefix === 'renderer/data/index' && path === 'renderer/data');

const matches = (specifier: string, allowed: string): boolean =>
  allowed.endsWith('*') ? specifier.startsWith(allowed.slice(0, -1)) : specifier === allowed;
