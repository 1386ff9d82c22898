import { useMemo } from 'react';
import { useTranslation } from 'react-i18next';
import { isMeantFor } from '#shared/domain/announcements/announcements';
import type { OutboxRow } from '#shared/sync/ports';
import { useSession, useSync } from '#renderer/data/index';
import { announcementsPlace, useAnnouncements, useReadMarks } from '#renderer/features/announcements/index';
import { IMPORTS_PATH, useImports } from '#renderer/features/imports/index';
import { INCIDENT_CALENDAR_PATH, mayManageIncidents, useMissingYears } from '#renderer/features/incidents/index';
import { mattersPlace } from '#renderer/features/matters/index';
import { useOwnMessages } from '#renderer/features/messages/index';
import { DUPLICATES_PLACE, pairKey, personPlace, useNow } from '#renderer/features/people/index';
import { settingsPlace } from '#renderer/features/settings/index';
import { SYNC_PLACE } from '#renderer/features/sync/index';
import { WORKBENCH_PLACE } from '#renderer/features/workbench/index';
import type { Place, Shape } from '#renderer/ui/index';
import { useDeviceNotices } from './device-notices';
import { useDuplicatesNow, useWaitingDevices, useWaitingMatters } from './watched';

/** Something true on this device that somebody may want to know, and where it leads. */
export interface Notification {
  readonly id: string;
  readonly shape: Shape;
  readonly title: string;
  readonly text: string;
  /** When it happened; null for what simply stands. */
  readonly atMs: number | null;
  readonly place: Place;
  /** What is remembered as read once somebody has seen it. */
  readonly marks: readonly string[];
  readonly isUnread: boolean;
}

/** Imports that ended longer ago are no news. */
const NEWS_MS = 3 * 86_400_000;

/** A notification before it is known whether somebody has read it. */
export type Told = Omit<Notification, 'isUnread'>;

/** Everything there is to know, what asks for somebody first; it goes by itself when it is no longer true. */
export function useNotifications(): {
  readonly notifications: readonly Notification[];
  readonly read: (marks: readonly string[]) => void;
} {
  const { isKnown, has, read } = useReadMarks();
  const told = [
    ...useDeviceNotices(),
    ...useTroubles(),
    ...useMessages(),
    ...useMatters(),
    ...useYearsToTypeIn(),
    ...useDevices(),
    ...useNews(),
    ...useDoubles(),
    ...useEndedImports(),
  ];
  const notifications = told.map((each) => ({
    ...each,
    isUnread: isKnown && each.marks.some((mark) => !has(mark)),
  }));
  return { notifications, read };
}

/** Records that the station refused, or that wait for a permission. */
function useTroubles(): readonly Told[] {
  const { t } = useTranslation('staff');
  const outbox = useSync()?.outbox ?? [];
  const of = (state: 'refused' | 'held', shape: Shape): readonly Told[] => {
    const rows = outbox.filter((row) => row.state === state);
    if (rows.length === 0) return [];
    return [
      {
        id: state,
        shape,
        title: t(`bell.${state}`, { count: rows.length }),
        text: t(`bell.${state}.text`),
        atMs: Math.max(...rows.map(({ queuedAtMs }) => queuedAtMs)),
        place: SYNC_PLACE,
        marks: rows.map((row) => markOf(state, row)),
      },
    ];
  };
  return [...of('refused', 'alert'), ...of('held', 'paused')];
}

const markOf = (state: string, { id, vectorKey }: OutboxRow): string => `${state} ${id} ${vectorKey}`.slice(0, 200);

/** What the station has told the signed-in person; it leads to whom it speaks of. */
function useMessages(): readonly Told[] {
  return (useOwnMessages() ?? []).map(({ id, title, text, atMs, urgency, personId }) => ({
    id,
    shape: urgency === 'urgent' ? 'due' : 'note',
    title,
    text,
    atMs,
    place: personId === null ? WORKBENCH_PLACE : personPlace(personId),
    marks: [id],
  }));
}

/** What came to a department, for its handlers. */
function useMatters(): readonly Told[] {
  const { t } = useTranslation('staff');
  return useWaitingMatters().map(({ id, title, sentAtMs }) => ({
    id: `matter ${id}`,
    shape: 'due',
    title: t('bell.matter', { title }),
    text: t('bell.matter.text'),
    atMs: sentAtMs,
    place: mattersPlace(id),
    marks: [`matter ${id} ${sentAtMs}`],
  }));
}

/** Years of the working calendar that limits run into and nobody has typed in, for whoever keeps it. */
function useYearsToTypeIn(): readonly Told[] {
  const { t } = useTranslation('staff');
  const { staff } = useSession();
  const years = useMissingYears();
  if (!mayManageIncidents(staff)) return [];
  return years.map((year) => ({
    id: `year ${year}`,
    shape: 'due',
    title: t('bell.year', { year }),
    text: t('bell.year.text'),
    atMs: null,
    place: { path: INCIDENT_CALENDAR_PATH, query: { open: String(year) } },
    marks: [`year ${year}`],
  }));
}

/** Devices that wait to be approved, for those who may approve them. */
function useDevices(): readonly Told[] {
  const { t } = useTranslation('staff');
  return useWaitingDevices().map(({ id, name, firstSeenMs }) => ({
    id: `device ${id}`,
    shape: 'due',
    title: t('bell.device', { name }),
    text: t('bell.device.text'),
    atMs: firstSeenMs,
    place: settingsPlace('devices'),
    marks: [`device ${id}`],
  }));
}

/** Current announcements that are meant for the signed-in person and that somebody else wrote. */
function useNews(): readonly Told[] {
  const { t } = useTranslation('staff');
  const { staff } = useSession();
  const current = useAnnouncements()?.current;
  return (current ?? [])
    .filter((record) => isMeantFor(record, staff.post) && record.created.by !== staff.uid)
    .map((record) => ({
      id: record._id,
      shape: record.importance === 'important' ? 'due' : 'note',
      title: record.title,
      text: t(record.importance === 'important' ? 'bell.important' : 'bell.announcement'),
      atMs: record.created.at,
      place: announcementsPlace(record._id),
      marks: [record._id],
    }));
}

/** Files that may be one person's, for those who may merge them. */
function useDoubles(): readonly Told[] {
  const { t } = useTranslation('staff');
  const pairs = useDuplicatesNow();
  if (pairs.length === 0) return [];
  return [
    {
      id: 'duplicates',
      shape: 'conflict',
      title: t('bell.duplicates', { count: pairs.length }),
      text: t('bell.duplicates.text'),
      atMs: null,
      place: DUPLICATES_PLACE,
      marks: pairs.map(({ a, b }) => `pair ${pairKey(a.uid, b.uid)}`),
    },
  ];
}

/** Imports of the last days that the signed-in person began and that are complete. */
function useEndedImports(): readonly Told[] {
  const { t } = useTranslation('staff');
  const { staff } = useSession();
  const now = useNow();
  const imports = useImports();
  return useMemo(
    () =>
      (imports ?? [])
        .filter(({ by, state, startedAtMs }) => by === staff.uid && state === 'complete' && now - startedAtMs < NEWS_MS)
        .map(({ importUid, counts, startedAtMs }) => ({
          id: `import ${importUid}`,
          shape: 'done' as const,
          title: t('bell.import'),
          text: t('bell.import.text', { people: counts.people, changed: counts.changed }),
          atMs: startedAtMs,
          place: { path: IMPORTS_PATH, query: {} },
          marks: [`import ${importUid}`],
        })),
    [imports, staff, now, t],
  );
}
