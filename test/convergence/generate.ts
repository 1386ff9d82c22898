import { createDice, type Dice } from '#test/support/dice';
import { DEATHS, LINKS, type History, type Operation } from './operations';

type Kind = Operation['kind'];
type Weights = Readonly<Record<Kind, number>>;

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
  pause: 9,
  settle: 1.5,
};

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

/** The history that a seed stands for. */
export function generateHistory(seed: number, steps: number): History {
  const dice = createDice(seed);
  const replicas = dice.int(2, 4);
  const grids = dice.int(1, 3);
  const weights = { ...USUAL, ...dice.pick(FLAVOURS) };
  const records = Math.max(3, Math.round(steps / dice.int(2, 14)));
  const draw = drawKind(dice, weights);
  const context: Context = { dice, replicas, grids, records, serial: 0 };
  return {
    seed,
    replicas,
    grids,
    operations: Array.from({ length: steps }, () => operation(draw(), context)),
  };
}

interface Context {
  readonly dice: Dice;
  readonly replicas: number;
  readonly grids: number;
  readonly records: number;
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
      return { kind, at, record, serial: serial(), waits: dice.next() < 0.7 };
    case 'edit':
      return {
        kind,
        at,
        record,
        fields: dice.next() < 0.6 ? [dice.int(0, 4)] : [dice.int(0, 2), dice.int(3, 4)],
        times: dice.next() < 0.7 ? 1 : dice.int(2, 5),
        serial: serial(),
        waits: dice.next() < 0.6,
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
    case 'restart':
    case 'crash':
    case 'copy':
    case 'recreate':
    case 'settle':
      return { kind };
  }
}

/** A few records are everybody's: they have the low numbers. */
const anyRecord = ({ dice, records }: Context): number => Math.floor(dice.next() ** 2 * records);
