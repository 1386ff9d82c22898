/** What services know of reports from residents' phones; see `ports.ts`. */

/** Somewhere that a resident can say something is: a house, without anybody who lives there. */
export interface ReportPlace {
  readonly uid: string;
  readonly address: string;
}

export interface ReportCategory {
  readonly uid: string;
  readonly name: string;
}

/** What a page of the residents' listener may offer. */
export interface ReportForm {
  /** By their majors, as the table has them. */
  readonly groups: readonly { readonly name: string; readonly categories: readonly ReportCategory[] }[];
}

/** What a resident typed and attached, in the form that the page lets through. */
export interface ResidentReport {
  /** Their own phone, or a kiosk in the hall, at which one may report whether or not phones may. */
  readonly from: 'phone' | 'kiosk';
  /** Made with the page: what was sent twice is one report. */
  readonly form: string;
  /** When the page was made, and whether this host made it. */
  readonly shownAtMs: number | null;
  readonly buildingUid: string;
  /** 2单元门口; may be empty. */
  readonly spot: string;
  /** Null: the resident does not know. */
  readonly categoryUid: string | null;
  readonly text: string;
  /** Empty: nobody is to be called back. */
  readonly phone: string;
  readonly photos: readonly Uint8Array<ArrayBuffer>[];
  /** Whether a field was filled in that people do not see. */
  readonly isBaited: boolean;
}

/** `no-place`: that house is not there any more. `bad-photo`: a picture, counted from 1, is none that is taken. */
export type ReportOutcome =
  | { readonly kind: 'taken'; readonly receipt: string }
  | { readonly kind: 'no-place' | 'no-category' | 'off' }
  | { readonly kind: 'bad-photo'; readonly number: number; readonly why: 'kind' | 'damaged' | 'large' };

/** Reports from residents' phones. Everything but `report` is without names and may be shown to everybody. */
export interface ResidentReports {
  readonly stationName: () => string;
  /** Whether the station takes any. */
  isOn(): boolean;
  /** Most that the page shows. */
  places(typed: string): Promise<readonly ReportPlace[]>;
  place(uid: string): Promise<ReportPlace | null>;
  form(): Promise<ReportForm>;
  /** A name for a page that is shown now. */
  newForm(): string;
  /** When a form was made; null for one that this host did not make. */
  shownAt(form: string): number | null;
  /** The receipt of a form that was taken already, by the house that it names; null for none. */
  receiptOf(form: string, buildingUid: string): Promise<string | null>;
  /** On disk when it answers `taken`. */
  report(report: ResidentReport): Promise<ReportOutcome>;
}
