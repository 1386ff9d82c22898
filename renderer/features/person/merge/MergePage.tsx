import { Button } from 'antd';
import { useTranslation } from 'react-i18next';
import { isClosed } from '#shared/schema/opened-person';
import { useRecord } from '#renderer/data/index';
import { addressOf as linkTo, Empty, Loading, usePlace, useWords } from '#renderer/ui/index';
import { gridNumberOf, personPlace, useMayWrite, type PersonRecord } from '../../people/index';
import { useRegions } from '../use-regions';
import { ChooseOther } from './ChooseOther';
import { MergeForm } from './MergeForm';
import { mergeParts } from './merge-parts';
import { useParty } from './use-party';
import '../entry/entry.css';
import './merge.css';

/** Two files side by side, to become one; or the search for the second one. */
export function MergePage() {
  useWords(mergeParts);
  const { t } = useTranslation(['person-merge', 'person', 'ui']);
  const { query } = usePlace();
  const kept = useRecord<PersonRecord>('people', query['a'] ?? '');
  const merged = useRecord<PersonRecord>('people', query['b'] ?? '');
  const mayWrite = useMayWrite();
  if (kept === undefined || merged === undefined) return <Loading label={t('loading', { ns: 'ui' })} lines={8} />;
  const refuse = (why: 'closed' | 'not-yours' | 'already') => (
    <Empty
      title={t(`refused.${why}`)}
      text={t(`refused.${why}.text`)}
      action={kept ? <Button href={linkTo(personPlace(kept._id))}>{t('back')}</Button> : undefined}
    />
  );
  if (kept === null) return <Empty title={t('gone', { ns: 'person' })} text={t('gone.text', { ns: 'person' })} />;
  if (isClosed(kept)) return refuse('closed');
  if (merged === null || merged.uid === kept.uid) return <ChooseOther person={kept} />;
  if (isClosed(merged)) return refuse('closed');
  if (kept.mergedIntoUid || merged.mergedIntoUid) return refuse('already');
  const isMine = [kept, merged].every(({ _id }) => mayWrite('edit', 'person', gridNumberOf(_id)));
  return isMine ? <BothOpened kept={kept} merged={merged} /> : refuse('not-yours');
}

function BothOpened({ kept, merged }: { readonly kept: PersonRecord; readonly merged: PersonRecord }) {
  const { t } = useTranslation(['person-merge', 'ui']);
  const regions = useRegions();
  const first = useParty(kept, regions);
  const second = useParty(merged, regions);
  if (!first || !second) return <Loading label={t('loading', { ns: 'ui' })} lines={8} />;
  return <MergeForm kept={first} merged={second} />;
}
