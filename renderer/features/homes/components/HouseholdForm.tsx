import { Button, Input } from 'antd';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { isChild } from '#shared/domain/people/age';
import { useStation } from '#renderer/data/index';
import { Field, Select } from '#renderer/ui/index';
import { useToday, type PersonRecord } from '../../people/index';
import { saveHousehold } from '../commands';
import type { HouseholdRecord } from '../queries';
import { SmallForm } from './SmallForm';

interface HouseholdFormProps {
  readonly household: HouseholdRecord;
  /** Those whose files are open to the reader. */
  readonly members: readonly PersonRecord[];
  readonly onClose: () => void;
}

const NUMBER_LENGTH = 40;

/** Who is the head of a household, and its number in the register; a number that is on file stays unless another one is typed. */
export function HouseholdForm({ household, members, onClose }: HouseholdFormProps) {
  const { t } = useTranslation('homes');
  const station = useStation();
  const today = useToday();
  const [headUid, setHeadUid] = useState(household.headUid ?? '');
  const [number, setNumber] = useState<string | null>(household.registerNumber === null ? '' : null);
  // A child heads no household; one that does already stays to be seen.
  const heads = members.filter(({ uid, birthDate }) => uid === household.headUid || !isChild(birthDate, today));
  const isKnown = headUid === '' || heads.some(({ uid }) => uid === headUid);
  return (
    <SmallForm
      label={t('household.edit')}
      hasProblems={false}
      onCancel={onClose}
      onSave={async () => {
        // A head whose file is not open to the reader stays the head.
        const head = members.find(({ uid }) => uid === headUid) ?? null;
        await saveHousehold(station, household, members, {
          head: isKnown ? head : 'unchanged',
          registerNumber: number,
        });
        onClose();
      }}
    >
      {() => (
        <>
          <Field label={t('col.head')} hint={headUid !== (household.headUid ?? '') && t('head.hint')}>
            {(ties) => (
              <Select {...ties} value={headUid} onChange={setHeadUid}>
                <option value="">{t('head.none')}</option>
                {!isKnown && <option value={headUid}>{t('head.closed')}</option>}
                {heads.map((member) => (
                  <option key={member.uid} value={member.uid}>
                    {member.name}
                  </option>
                ))}
              </Select>
            )}
          </Field>
          {number === null ? (
            <Button onClick={() => setNumber('')}>{t('number.other')}</Button>
          ) : (
            <Field label={t('col.registerNumber')}>
              {(ties) => (
                <Input
                  {...ties}
                  maxLength={NUMBER_LENGTH}
                  value={number}
                  onChange={(event) => setNumber(event.target.value)}
                />
              )}
            </Field>
          )}
        </>
      )}
    </SmallForm>
  );
}
