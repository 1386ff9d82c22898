import { useTranslation } from 'react-i18next';
import { dateAtStation } from '#shared/domain/calendar/date';
import { useSession, useStation, type TableNotes } from '#renderer/data/index';
import { timeText } from '#renderer/ui/index';

/** What a file says about itself. */
export interface FileWords {
  /** `居民_青禾里社区服务中心_2026-11-25`, without an ending. */
  name(title: string): string;
  notes(about: FileAbout, rows: number): TableNotes;
}

export interface FileAbout {
  readonly title: string;
  /** What the rows were narrowed by, in words. */
  readonly filters: readonly string[];
  readonly isChosen: boolean;
  /** Null where nothing could be masked. */
  readonly isUnmasked: boolean | null;
}

/** Who, when, what, how many: so that a file that turns up somewhere tells where it came from. */
export function useFileWords(): FileWords {
  const { t } = useTranslation('export');
  const station = useStation();
  const { staff, station: place } = useSession();
  const row = (name: string, text: string) => [t(`notes.${name}`), text] as const;
  return {
    name: (title) =>
      t('file.name', { what: title, station: place.name, day: dateAtStation(station.nowMs()) }).replace(
        /[\\/:*?"<>|]/g,
        ' ',
      ),
    notes({ title, filters, isChosen, isUnmasked }, rows) {
      const now = station.nowMs();
      const narrowed = filters.length > 0 ? filters.join(' · ') : t('notes.filters.none');
      return {
        sheetName: t('notes.sheet'),
        rows: [
          row('what', title),
          row('station', place.name),
          row('who', t('notes.who.text', { name: staff.name, code: staff.code })),
          row('when', `${dateAtStation(now)} ${timeText(now)}`),
          row('rows', String(rows)),
          row('filters', isChosen ? t('notes.filters.chosen') : narrowed),
          ...(isUnmasked === null
            ? []
            : [row('values', t(isUnmasked ? 'values.full' : 'values.masked')), row('care', t('notes.care.text'))]),
        ],
      };
    },
  };
}
