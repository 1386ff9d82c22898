import { useMemo } from 'react';
import { useTranslation } from 'react-i18next';
import { momentText, useLanguage } from '#renderer/ui/index';
import type { MapSymbol } from '#renderer/ui/map/index';
import { useToday } from '../../people/index';
import type { WorkerOnMap } from './use-workers';

/** Colleagues as symbols, the latest drawn last. */
export function useWorkerSymbols(workers: readonly WorkerOnMap[] | undefined): readonly MapSymbol[] {
  const { t } = useTranslation('mapPage');
  const language = useLanguage();
  const today = useToday();
  return useMemo(
    () =>
      [...(workers ?? [])].reverse().map(({ staffUid, name, lat, lng, accuracyMeters, atMs }) => ({
        uid: staffUid,
        position: [lng, lat] as const,
        shape: 'worker' as const,
        label: t('worker.label', {
          name,
          time: momentText(atMs, today, language),
          meters: Math.round(accuracyMeters),
        }),
      })),
    [workers, t, today, language],
  );
}
