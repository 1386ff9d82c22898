import { Button } from 'antd';
import { ArrowLeftRight } from 'lucide-react';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { isChild } from '#shared/domain/people/age';
import { differs, MERGE_FIELDS, mergeDefaults, type MergeChoice } from '#shared/domain/people/merge-choice';
import { useSession, useStation } from '#renderer/data/index';
import { ErrorNotice, goBack, goTo, PrivateForm } from '#renderer/ui/index';
import { mergePlace, personPlace } from '../../people/index';
import { useRound } from '../../visits/index';
import { mergePeople, newContacts } from '../commands/merge';
import { useAction } from '../use-action';
import { MergeLine } from './MergeLine';
import type { Party } from './use-party';

interface MergeFormProps {
  readonly kept: Party;
  readonly merged: Party;
}

/** Both files, field by field: what is the same, what to choose, and what follows the merged file. */
export function MergeForm({ kept, merged }: MergeFormProps) {
  const { t } = useTranslation('person-merge');
  const station = useStation();
  const { staff } = useSession();
  const { today } = useRound();
  const action = useAction();
  const [changed, setChanged] = useState<Partial<MergeChoice>>({});
  const choice: MergeChoice = { ...mergeDefaults(kept.file, merged.file), ...changed };
  const apart = MERGE_FIELDS.filter((field) => differs(kept.file, merged.file, field));
  const same = MERGE_FIELDS.filter((field) => !differs(kept.file, merged.file, field));
  const birthDate = (choice.birthDate === 'kept' ? kept : merged).file.birthDate;
  const needsChildKey = isChild(birthDate, today) && !staff.functions.includes('child');
  const place = personPlace(kept.record._id);

  const save = () =>
    action.run(async () => {
      await mergePeople(station, kept, merged, choice);
      goTo({ ...place, query: { ...place.query, from: merged.record.uid } }, { replace: true });
      return null;
    });
  return (
    <PrivateForm className="merge-form" onSubmit={() => void save()}>
      <div className="merge-scroll">
        <header className="merge-head">
          <div>
            <h1>{t('title')}</h1>
            <p>{t('title.text')}</p>
          </div>
          <Button
            icon={<ArrowLeftRight size={16} aria-hidden="true" />}
            onClick={() => goTo(mergePlace(merged.record._id, kept.record._id), { replace: true })}
          >
            {t('swap')}
          </Button>
        </header>
        <table className="merge-table">
          <caption className="visually-hidden">{t('title')}</caption>
          <thead>
            <tr>
              <th scope="col">{t('field')}</th>
              <th scope="col">{t('kept')}</th>
              <th scope="col">{t('merged')}</th>
            </tr>
          </thead>
          <tbody>
            {apart.map((field) => (
              <MergeLine
                key={field}
                field={field}
                kept={kept}
                merged={merged}
                chosen={choice[field]}
                onChoose={(side) => setChanged({ ...changed, [field]: side })}
              />
            ))}
            {same.map((field) => (
              <MergeLine key={field} field={field} kept={kept} merged={merged} chosen={null} onChoose={null} />
            ))}
          </tbody>
        </table>
        <What kept={kept} merged={merged} />
        {needsChildKey && <p className="field-error">{t('needs-child-key')}</p>}
        {action.failure && <ErrorNotice error={action.failure.error} onRemedy={() => void save()} />}
      </div>
      <footer className="entry-foot">
        <span className="entry-hint">{t('undo.hint')}</span>
        <Button onClick={() => goBack(place)}>{t('cancel')}</Button>
        <Button type="primary" htmlType="submit" loading={action.isBusy} disabled={needsChildKey}>
          {t('save')}
        </Button>
      </footer>
    </PrivateForm>
  );
}

/** What follows the merged file without being chosen: counts, contacts, and what cannot come along. */
function What({ kept, merged }: MergeFormProps) {
  const { t } = useTranslation('person-merge');
  const { visits, certificates, consents } = merged.counts;
  const contacts = newContacts(kept.values, merged.values).length;
  const unread = merged.values.unreadable.length > 0;
  const wasHead = merged.household?.headUid === merged.record.uid;
  return (
    <section className="merge-follows">
      <h2>{t('follows')}</h2>
      <ul>
        <li>{t('follows.counts', { visits, certificates, consents })}</li>
        <li>{contacts === 0 ? t('follows.no-contacts') : t('follows.contacts', { count: contacts })}</li>
        <li>{t('follows.profile')}</li>
        {wasHead && <li>{t('follows.head')}</li>}
        {unread && <li>{t('follows.unread')}</li>}
      </ul>
    </section>
  );
}
