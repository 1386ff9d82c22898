import { useEffect, useMemo, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useStation } from '#renderer/data/index';
import { useNamesOf, type Applicant } from './queries';
import type { ShownApplication } from './view';

/** Says who applies: the name in the file, or what was written down for somebody without one. */
export function useWho(all: readonly ShownApplication[]): (shown: ShownApplication) => string {
  const { t } = useTranslation('applications');
  const { sealer } = useStation();
  const people = useNamesOf(all.flatMap(({ record }) => record.personUid ?? []));
  const [opened, setOpened] = useState<ReadonlyMap<string, string>>(new Map());
  const sealed = useMemo(
    () => all.flatMap(({ record: { uid, applicant } }) => (applicant ? [{ uid, applicant }] : [])),
    [all],
  );
  useEffect(() => {
    let isWanted = true;
    const open = async () => {
      const names = await Promise.all(
        sealed.map(async ({ uid, applicant }) => {
          const value = (await sealer.open(applicant, { uid, field: 'applicant' })) as Applicant | null;
          return [uid, value?.name ?? ''] as const;
        }),
      );
      if (isWanted) setOpened(new Map(names));
    };
    open().catch(() => undefined);
    return () => {
      isWanted = false;
    };
  }, [sealed, sealer]);
  return useMemo(
    () =>
      ({ record }) =>
        record.personUid === null
          ? (opened.get(record.uid) ?? '')
          : (people.get(record.personUid)?.name ?? t('somebody')),
    [opened, people, t],
  );
}
