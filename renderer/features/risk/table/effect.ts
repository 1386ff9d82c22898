import { firstValueFrom } from 'rxjs';
import { dayNumber, type CalendarDate } from '#shared/domain/calendar/date';
import { riskInputOf, type RiskInput } from '#shared/domain/risk/known';
import type { RiskLevel } from '#shared/domain/risk/score';
import type { RiskTable } from '#shared/domain/risk/table';
import type { VisitIntervals } from '#shared/domain/visits/due';
import { documentId } from '#shared/schema/ids';
import type { OpenStation } from '#renderer/data/index';
import { scopeOf, type PersonRecord } from '../../people/index';
import type { RiskReportRecord } from '../queries';
import { createEvidenceReader } from '../report/read-evidence';
import { startScorer } from '../report/scorer';

/** What another table would change. */
export interface TableEffect {
  readonly people: number;
  /** The most first. */
  readonly moves: readonly { readonly from: RiskLevel; readonly to: RiskLevel; readonly count: number }[];
}

/** People who are read at once. */
const AT_ONCE = 25;

export interface EffectQuestion {
  readonly station: Pick<OpenStation, 'records' | 'sealer'>;
  readonly current: RiskTable;
  readonly next: RiskTable;
  readonly intervals: VisitIntervals;
  readonly today: CalendarDate;
  readonly isWanted: () => boolean;
  readonly onProgress: (share: number) => void;
}

/**
 * Judges everybody who has a report by both tables, of the same evidence: what differs is the table's doing alone. Scored in a thread of the
 * device; null where nobody wants to know any more.
 */
export async function tableEffect(question: EffectQuestion): Promise<TableEffect | null> {
  const { station, current, next, intervals, today, isWanted, onProgress } = question;
  const reports = await firstValueFrom(station.records.all<RiskReportRecord>('care', 'risk-report'));
  const ids = [...new Set(reports.map(({ _id, personUid }) => documentId('person', scopeOf(_id), personUid)))];
  const reader = await createEvidenceReader(station);
  const scorer = startScorer();
  try {
    const moves = new Map<string, number>();
    let people = 0;
    for (let from = 0; from < ids.length; from += AT_ONCE) {
      if (!isWanted()) return null;
      const some = await Promise.all(
        ids.slice(from, from + AT_ONCE).map(async (id): Promise<RiskInput | null> => {
          const person = await firstValueFrom(station.records.byId<PersonRecord>('people', id));
          return person && person.mergedIntoUid === null
            ? riskInputOf(await reader.known(person), intervals, today)
            : null;
        }),
      );
      const asked = some.filter((input) => input !== null).map((input) => ({ input, before: null }));
      const day = dayNumber(today);
      const was = await scorer.score({ table: current, day, people: asked });
      const is = await scorer.score({ table: next, day, people: asked });
      people += asked.length;
      for (const [at, report] of is.entries()) {
        const before = was[at]?.score.level;
        if (before === undefined || before === report.score.level) continue;
        const key = `${before} ${report.score.level}`;
        moves.set(key, (moves.get(key) ?? 0) + 1);
      }
      onProgress(Math.min(1, (from + AT_ONCE) / ids.length));
    }
    const found = [...moves].map(([key, count]) => {
      const [from, to] = key.split(' ') as [RiskLevel, RiskLevel];
      return { from, to, count };
    });
    return { people, moves: found.sort((a, b) => b.count - a.count) };
  } finally {
    scorer.close();
  }
}
