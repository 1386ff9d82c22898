import { createDice, type Dice } from '#test/support/dice';
import { DEATHS, DISTRICT_LINES, LINKS, type Feature, type History, type Operation } from './operations';

type Kind = Operation['kind'];
type Weights = Readonly<Record<Kind, number>>;

const UPSTREAM: Partial<Weights> = {
  'district-line': 8,
  'district-look': 8,
  'district-day': 0.7,
  'district-copy': 0.7,
  'district-restore': 0.6,
  'district-recreate': 0.5,
  'district-write': 10,
};

/** How often each thing happens, so that troubles meet and most of a history is still work. */
const USUAL: Weights = {
  create: 14,
  edit: 46,
  together: 5,
  decide: 4,
  discard: 1.5,
  erase: 0.5,
  link: 9,
  double: 1.5,
  replay: 2,
  stop: 1.5,
  start: 2,
  kill: 1.5,
  die: 3,
  'full-disk': 0.7,
  forget: 0.3,
  wake: 2,
  clock: 1,
  expire: 0.7,
  grant: 1.5,
  restart: 0.5,
  crash: 0.4,
  copy: 0.6,
  restore: 0.5,
  recreate: 0.2,
  move: 0,
  month: 0,
  older: 0,
  'district-line': 0,
  'district-look': 0,
  'district-day': 0,
  'district-copy': 0,
  'district-restore': 0,
  'district-recreate': 0,
  'district-write': 0,
  pause: 9,
  settle: 1.5,
};

/** What comes with a feature, how often, and what there may be more of. */
const OF_FEATURE: Readonly<Record<Feature, readonly Partial<Weights>[]>> = {
  moves: [
    { move: 10 },
    { move: 24, grant: 6 },
    { move: 16, link: 20, die: 8, kill: 4 },
    { move: 16, restart: 4, crash: 6, copy: 2, restore: 2, recreate: 0.5 },
  ],
  archive: [
    { month: 4, older: 6, create: 40 },
    { month: 5, older: 6, create: 40, restore: 2, copy: 2, recreate: 0.7 },
    { month: 4, older: 12, create: 40, grant: 6, kill: 4, forget: 1 },
  ],
  crowd: [
    { edit: 140, create: 6, decide: 12 },
    { edit: 120, create: 8, die: 20, kill: 6 },
    { edit: 120, create: 8, 'full-disk': 10, kill: 3 },
    { edit: 120, create: 8, copy: 4, restore: 4, recreate: 1, link: 16 },
  ],
  upstream: [
    UPSTREAM,
    { ...UPSTREAM, 'district-write': 30, 'district-look': 16 },
    { ...UPSTREAM, 'district-line': 24, 'district-look': 16 },
    // Hub and district are set back in turn, and each has what the other lost.
    {
      ...UPSTREAM,
      'district-copy': 3,
      'district-restore': 3,
      'district-recreate': 1,
      copy: 2,
      restore: 2,
      recreate: 1,
    },
  ],
};

/** Records of a crowd. */
const CROWDED = 3;

/** Part of a crowd's saves that are waited for. */
const WAITING_CROWD = 0.3;

/** Histories differ in what goes wrong most. */
const FLAVOURS: readonly Partial<Weights>[] = [
  {},
  { link: 22, replay: 6, double: 4 },
  { kill: 6, die: 10, 'full-disk': 3, forget: 1 },
  { copy: 3, restore: 3, crash: 2, recreate: 1 },
  { grant: 8, expire: 3, stop: 4, start: 5 },
  { erase: 4, clock: 6 },
  // A quiet station in which a few records are changed by everybody.
  { link: 2, die: 0.3, kill: 0.2, restore: 0, recreate: 0, grant: 0, pause: 25, edit: 80 },
];

const DAY_MS = 86_400_000;

/** The history that a seed stands for, with the features asked for. */
export function generateHistory(seed: number, steps: number, features: readonly Feature[] = []): History {
  const dice = createDice(seed);
  const replicas = dice.int(2, 4);
  const grids = Math.max(dice.int(1, 3), features.includes('moves') ? 2 : 1);
  const weights = { ...USUAL, ...dice.pick(FLAVOURS) };
  for (const feature of features) Object.assign(weights, dice.pick(OF_FEATURE[feature]));
  const isCrowd = features.includes('crowd');
  const usual = Math.max(3, Math.round(steps / dice.int(2, 14)));
  const records = isCrowd ? CROWDED : usual;
  const draw = drawKind(dice, weights);
  const context: Context = { dice, replicas, grids, records, waiting: isCrowd ? WAITING_CROWD : null, serial: 0 };
  return {
    seed,
    replicas,
    grids,
    features: [...features],
    operations: Array.from({ length: steps }, () => operation(draw(), context)),
  };
}

interface Context {
  readonly dice: Dice;
  readonly replicas: number;
  readonly grids: number;
  readonly records: number;
  /** Part of the saves that are waited for; null for the usual ones. */
  readonly waiting: number | null;
  serial: number;
}

function drawKind(dice: Dice, weights: Weights): () => Kind {
  const kinds = Object.entries(weights) as [Kind, number][];
  const total = kinds.reduce((sum, [, weight]) => sum + weight, 0);
  return () => {
    let rest = dice.next() * total;
    for (const [kind, weight] of kinds) {
      rest -= weight;
      if (rest < 0) return kind;
    }
    return 'pause';
  };
}

/** Values that one step may write. */
const SERIALS_PER_STEP = 100;

function operation(kind: Kind, context: Context): Operation {
  const { dice, replicas } = context;
  const at = dice.int(0, replicas - 1);
  const record = anyRecord(context);
  const serial = (): number => (context.serial += SERIALS_PER_STEP);
  switch (kind) {
    case 'create':
      return { kind, at, record, serial: serial(), waits: dice.next() < (context.waiting ?? 0.7) };
    case 'edit':
      return {
        kind,
        at,
        record,
        fields: dice.next() < 0.6 ? [dice.int(0, 4)] : [dice.int(0, 2), dice.int(3, 4)],
        times: dice.next() < 0.7 ? 1 : dice.int(2, 5),
        serial: serial(),
        waits: dice.next() < (context.waiting ?? 0.6),
      };
    case 'together': {
      const records = [...new Set([record, anyRecord(context), anyRecord(context)])];
      if (records.length < 2) return { kind: 'pause', ms: 1 };
      return { kind, at, records, field: dice.int(0, 4), serial: serial() };
    }
    case 'decide':
      return { kind, at, record, field: dice.int(0, 4), serial: serial() };
    case 'erase':
      return { kind, record };
    case 'link':
      return { kind, at, link: dice.next() < 0.4 ? 'up' : dice.pick(LINKS) };
    case 'replay':
      return { kind, at, back: dice.int(0, 5) };
    case 'die':
      return { kind, at, death: dice.pick(DEATHS) };
    case 'full-disk':
      return { kind, at, writes: dice.int(1, 4) };
    case 'clock':
      return { kind, at, skewMs: dice.next() < 0.3 ? 0 : dice.int(-3 * DAY_MS, 3 * DAY_MS) };
    case 'grant':
      return { kind, at, grid: dice.int(0, context.grids - 1), right: dice.pick(['none', 'read', 'write', 'write']) };
    case 'restore':
      return { kind, back: dice.int(0, 2) };
    case 'move':
      return { kind, record, grid: dice.int(0, context.grids - 1) };
    case 'district-line':
      return { kind, line: dice.next() < 0.5 ? 'up' : dice.pick(DISTRICT_LINES) };
    case 'district-restore':
      return { kind, back: dice.int(0, 2) };
    case 'district-write':
      return { kind, record, field: dice.int(0, 4), leaves: dice.next() < 0.6 ? 1 : 2, serial: serial() };
    case 'pause':
      return { kind, ms: Math.round(dice.next() ** 3 * 30) };
    case 'discard':
    case 'double':
    case 'stop':
    case 'start':
    case 'kill':
    case 'forget':
    case 'wake':
    case 'expire':
      return { kind, at };
    case 'older':
      return { kind, at, record };
    case 'restart':
    case 'crash':
    case 'copy':
    case 'recreate':
    case 'month':
    case 'district-look':
    case 'district-day':
    case 'district-copy':
    case 'district-recreate':
    case 'settle':
      return { kind };
  }
}

/** A few records are everybody's: they have the low numbers. */
const anyRecord = ({ dice, records }: Context): number => Math.floor(dice.next() ** 2 * records);
