import type { OpenStation, RosterPlan, RosterSession, RosterSummary, SheetLook } from '#renderer/data/index';
import type {
  RosterField,
  RosterFindingCode,
  RosterKind,
  RosterMapping,
  RowDecision,
} from '#shared/domain/roster/types';

/** A file on the desk. */
export interface Roster {
  readonly session: RosterSession;
  readonly sheet: number;
  readonly look: SheetLook;
  /** As it was proposed, and as it was changed. */
  readonly mapping: RosterMapping;
}

/** How far somebody has come with a roster. */
export type WorkState =
  | { readonly step: 'start'; readonly isBusy: boolean }
  | { readonly step: 'columns'; readonly isBusy: boolean; readonly roster: Roster }
  | { readonly step: 'checking'; readonly roster: Roster }
  /** `version` goes up with every change of rows. */
  | {
      readonly step: 'rows';
      readonly isBusy: boolean;
      readonly roster: Roster;
      readonly summary: RosterSummary;
      readonly version: number;
    }
  | {
      readonly step: 'confirm';
      readonly isBusy: boolean;
      readonly roster: Roster;
      readonly summary: RosterSummary;
      readonly version: number;
      readonly plan: RosterPlan;
    }
  | { readonly step: 'taking'; readonly importUid: string };

export type WorkView = WorkState & { readonly error: unknown };

/** One roster of one person at work: it is on the desk while pages come and go, and while the screen is locked. */
export interface RosterWork {
  view(): WorkView;
  subscribe(listener: () => void): () => void;
  open(file: File): Promise<void>;
  look(choice: { readonly sheet?: number; readonly headerRow?: number; readonly kind?: RosterKind }): Promise<void>;
  map(position: number, field: RosterField): void;
  setDefaultGrid(grid: number | null): void;
  check(): Promise<void>;
  stopChecking(): void;
  fix(row: number, column: number, text: string): Promise<void>;
  fixAll(code: RosterFindingCode): Promise<void>;
  decide(rows: readonly number[] | 'all-duplicates', decision: RowDecision): Promise<void>;
  /** Says what words of the file mean, and checks again. */
  mean(words: RosterMapping['words']): Promise<void>;
  confirm(): Promise<void>;
  takeIn(): Promise<void>;
  /** One step back; from the columns the file is put away. */
  back(): void;
  /** Puts the file away. */
  leave(): void;
}

const works = new WeakMap<OpenStation, RosterWork>();

/** The work of whoever is signed in. */
export function rosterWorkOf(station: OpenStation): RosterWork {
  const known = works.get(station) ?? createRosterWork(station);
  works.set(station, known);
  return known;
}

const START = { step: 'start', isBusy: false } as const;

function createRosterWork({ imports }: Pick<OpenStation, 'imports'>): RosterWork {
  let view: WorkView = { ...START, error: null };
  let checking = new AbortController();
  const listeners = new Set<() => void>();
  const show = (state: WorkState, error: unknown = null) => {
    view = { ...state, error };
    for (const listener of listeners) listener();
  };

  /** Runs a step from the state it began in; whoever left in the meantime is not brought back. */
  async function step<S extends WorkState>(from: S, during: WorkState, work: () => Promise<WorkState>): Promise<void> {
    show(during);
    const shown = view;
    try {
      const next = await work();
      if (view === shown) show(next);
      else if (next.step === 'columns' && from.step === 'start') next.roster.session.close();
    } catch (thrown) {
      if (view === shown) show(from, isAbort(thrown) ? null : thrown);
    }
  }

  async function lookAt(
    session: RosterSession,
    sheet: number,
    choice: { headerRow?: number; kind?: RosterKind } = {},
  ): Promise<WorkState> {
    const look = await session.look(sheet, choice);
    return { step: 'columns', isBusy: false, roster: { session, sheet, look, mapping: look.mapping } };
  }

  /** Changes rows, and what is known about all of them. */
  async function changeRows(change: (session: RosterSession) => Promise<RosterSummary>): Promise<void> {
    const from = view;
    if (from.step !== 'rows') return;
    await step(from, { ...from, isBusy: true }, async () => ({
      ...from,
      isBusy: false,
      version: from.version + 1,
      summary: await change(from.roster.session),
    }));
  }

  async function checkFrom(from: WorkView, roster: Roster): Promise<void> {
    const { header } = roster.look;
    if (!header) return;
    checking = new AbortController();
    const { signal } = checking;
    await step(from, { step: 'checking', roster }, async () => ({
      step: 'rows',
      isBusy: false,
      roster,
      summary: await roster.session.check(roster.sheet, header.rowIndex, roster.mapping, signal),
      version: 0,
    }));
  }

  const remap = (change: (mapping: RosterMapping) => RosterMapping): void => {
    if (view.step !== 'columns') return;
    show({ ...view, roster: { ...view.roster, mapping: change(view.roster.mapping) } });
  };

  const leave = (): void => {
    checking.abort();
    if ('roster' in view) view.roster.session.close();
    show(START);
  };

  return {
    view: () => view,
    subscribe(listener) {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
    async open(file) {
      leave();
      await step(START, { ...START, isBusy: true }, async () => {
        const session = await imports.open(file);
        const sheet = session.sheets.find(({ isHidden }) => !isHidden) ?? session.sheets[0];
        return lookAt(session, sheet?.index ?? 0);
      });
    },
    async look({ sheet, ...choice }) {
      const from = view;
      if (from.step !== 'columns') return;
      const { session } = from.roster;
      await step(from, { ...from, isBusy: true }, () => lookAt(session, sheet ?? from.roster.sheet, choice));
    },
    map: (position, field) =>
      remap((mapping) => {
        // A field is given by one column only.
        const others = Object.entries(mapping.fields).filter(
          ([at, known]) => Number(at) !== position && (field === 'ignore' || known !== field),
        );
        return { ...mapping, fields: { ...Object.fromEntries(others), [position]: field } };
      }),
    setDefaultGrid: (defaultGrid) => remap((mapping) => ({ ...mapping, defaultGrid })),
    check: async () => {
      if (view.step === 'columns') await checkFrom(view, view.roster);
    },
    stopChecking: () => checking.abort(),
    fix: (row, column, text) => changeRows((session) => session.fix(row, column, text)),
    fixAll: (code) => changeRows((session) => session.fixAll(code)),
    decide: (rows, decision) => changeRows((session) => session.decide(rows, decision)),
    async mean(words) {
      if (view.step !== 'rows') return;
      const { mapping } = view.roster;
      const joined: Record<string, Readonly<Record<string, string>>> = { ...mapping.words };
      for (const [field, meanings] of Object.entries(words)) joined[field] = { ...joined[field], ...meanings };
      await checkFrom(view, { ...view.roster, mapping: { ...mapping, words: joined } });
    },
    async confirm() {
      const from = view;
      if (from.step !== 'rows') return;
      await step(from, { ...from, isBusy: true }, async () => ({
        ...from,
        step: 'confirm',
        isBusy: false,
        plan: await from.roster.session.plan(),
      }));
    },
    async takeIn() {
      const from = view;
      if (from.step !== 'confirm') return;
      await step(from, { ...from, isBusy: true }, async () => {
        const { importUid } = await from.roster.session.apply();
        from.roster.session.close();
        return { step: 'taking', importUid };
      });
    },
    back() {
      const { step: at } = view;
      if (view.step === 'rows') show({ step: 'columns', isBusy: false, roster: view.roster });
      else if (view.step === 'confirm') show({ ...view, step: 'rows', isBusy: false });
      else if (at !== 'checking') leave();
    },
    leave,
  };
}

const isAbort = (thrown: unknown): boolean => thrown instanceof Error && thrown.name === 'AbortError';
