import { useTranslation } from 'react-i18next';
import { parseDatabaseName } from '#shared/schema/ids';

const STEPS = ['B', 'KB', 'MB', 'GB', 'TB'] as const;

/** A size as people say it: `386 GB`, `4.2 MB`. */
export function bytesText(bytes: number): string {
  let size = bytes;
  let step = 0;
  while (size >= 1000 && step < STEPS.length - 1) {
    size /= 1024;
    step += 1;
  }
  const digits = step > 0 && size < 10 ? 1 : 0;
  return `${size.toFixed(digits)} ${STEPS[step] ?? 'B'}`;
}

const MINUTE_MS = 60_000;
const HOUR_MS = 60 * MINUTE_MS;
const DAY_MS = 24 * HOUR_MS;

/** How long something has lasted, in its two largest units. */
export function useLastedText(): (ms: number) => string {
  const { t } = useTranslation('host');
  return (ms) => {
    const days = Math.floor(ms / DAY_MS);
    const hours = Math.floor((ms % DAY_MS) / HOUR_MS);
    const minutes = Math.floor((ms % HOUR_MS) / MINUTE_MS);
    if (days > 0) return t('lasted.days', { days, hours });
    return hours > 0 ? t('lasted.hours', { hours, minutes }) : t('lasted.minutes', { minutes });
  };
}

/** What a hub database holds, in words; its own name where this build does not know the kind. */
export function useDatabaseTitle(): (name: string) => string {
  const { t } = useTranslation(['host', 'settings']);
  return (name) => {
    const database = parseDatabaseName(name);
    switch (database?.kind) {
      case 'grid':
        return t('grid', { ns: 'settings', number: database.scope.split('-').at(-1) });
      case 'commons':
      case 'desk':
      case 'queue':
        return t(`database.${database.kind}`);
      default:
        return name;
    }
  };
}
