import { Button } from 'antd';
import { useEffect } from 'react';
import { useTranslation } from 'react-i18next';
import { isClosed } from '#shared/schema/opened-person';
import { useRecord, useStation } from '#renderer/data/index';
import { addressOf as linkTo, Empty, goTo, Loading, usePlace } from '#renderer/ui/index';
import {
  ClosedFile,
  personPlace,
  PersonTitle,
  RESIDENTS_PATH,
  useCanonicalUids,
  type PersonRecord,
} from '../people/index';
import { GoneElsewhere } from '../transfer/index';
import { useRound } from '../visits/index';
import { PersonFile } from './components/PersonFile';
import type { PersonSlots } from './slots';

/** Somebody’s file; of one that was merged away, the file that stayed. */
export function PersonPage({ personId, ...slots }: PersonSlots & { readonly personId: string }) {
  const { t } = useTranslation(['person', 'ui', 'residents']);
  const { today } = useRound();
  const { query } = usePlace();
  const canonical = useCanonicalUids();
  const person = useRecord<PersonRecord>('people', personId);
  if (person === undefined) return <Loading label={t('loading', { ns: 'ui' })} lines={8} />;
  if (person === null) {
    const back = <Button href={linkTo({ path: RESIDENTS_PATH, query: {} })}>{t('gone.back')}</Button>;
    return (
      <GoneElsewhere type="person" id={personId} placeOf={personPlace}>
        <Empty title={t('gone')} text={t('gone.text')} action={back} />
      </GoneElsewhere>
    );
  }
  const keptUid = canonical(person.uid);
  if (keptUid !== person.uid) return <LedToKept from={person} keptUid={keptUid} />;
  if (isClosed(person)) {
    return (
      <div className="page person-closed">
        <PersonTitle person={person} kinds={[]} today={today} level={1} />
        <ClosedFile person={person} today={today} />
      </div>
    );
  }
  return <PersonFile person={person} cameFrom={query['from'] ?? null} {...slots} />;
}

/** Goes on to the file that stayed, which says where somebody came from. */
function LedToKept({ from, keptUid }: { readonly from: PersonRecord; readonly keptUid: string }) {
  const { t } = useTranslation(['person', 'ui']);
  const { records } = useStation();
  useEffect(() => {
    let isWanted = true;
    void records.byUid<PersonRecord>('people', 'person', keptUid).then((kept) => {
      if (!isWanted || !kept) return;
      const place = personPlace(kept._id);
      goTo({ ...place, query: { ...place.query, from: from.uid } }, { replace: true });
    });
    return () => {
      isWanted = false;
    };
  }, [records, keptUid, from.uid]);
  return <Empty title={t('merged.elsewhere')} text={t('merged.elsewhere.text')} />;
}
