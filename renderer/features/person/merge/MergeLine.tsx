import { useTranslation } from 'react-i18next';
import { useId, type ReactNode } from 'react';
import { assertNever } from '#shared/errors/assert-never';
import type { MergeField, MergeSide } from '#shared/domain/people/merge-choice';
import { maskAddress, maskCitizenId, maskPhone } from '#shared/domain/privacy/mask';
import { dayText, Pill, useLanguage } from '#renderer/ui/index';
import { scopeOf, SealedValue, useAddress, useIsOwnGrid, useRelationText } from '../../people/index';
import { useRound } from '../../visits/index';
import type { Party } from './use-party';

interface MergeLineProps {
  readonly field: MergeField;
  readonly kept: Party;
  readonly merged: Party;
  /** Null where both say the same. */
  readonly chosen: MergeSide | null;
  readonly onChoose: ((side: MergeSide) => void) | null;
}

/** One field of both files; where they differ, one of them is chosen. */
export function MergeLine({ field, kept, merged, chosen, onChoose }: MergeLineProps) {
  const { t } = useTranslation('person-merge');
  const name = useId();
  const sides = [
    ['kept', kept],
    ['merged', merged],
  ] as const;
  return (
    <tr className={chosen === null ? 'is-same' : ''}>
      <th scope="row">{t(`field.${field}`)}</th>
      {sides.map(([side, party]) => (
        <td key={side} className={chosen === side ? 'is-chosen' : ''}>
          <div>
            {onChoose && (
              <input
                type="radio"
                name={name}
                aria-label={t('choose', { field: t(`field.${field}`), side: t(side) })}
                checked={chosen === side}
                onChange={() => onChoose(side)}
              />
            )}
            <Value field={field} party={party} />
          </div>
        </td>
      ))}
    </tr>
  );
}

function Value({ field, party }: { readonly field: MergeField; readonly party: Party }): ReactNode {
  const { t } = useTranslation(['person-merge', 'people', 'person-form']);
  const language = useLanguage();
  const { today } = useRound();
  const relationText = useRelationText();
  const { file, record } = party;
  const none = <span className="quiet">{t('info.none', { ns: 'people' })}</span>;
  const subject = { type: 'person', scope: scopeOf(record._id), uid: record.uid } as const;
  switch (field) {
    case 'name':
      return <b>{file.name}</b>;
    case 'citizenId':
      return (
        <span>
          <SealedValue
            sealed={record.citizenId}
            subject={{ ...subject, field }}
            label={t('field.citizenId')}
            mask={maskCitizenId}
          />
          {file.idSays?.problems.some((problem) => problem !== 'region') && (
            <span className="merge-doubt">
              <Pill shape="due">{t('id.doubtful')}</Pill>
            </span>
          )}
        </span>
      );
    case 'phone':
      return (
        <SealedValue sealed={record.phone} subject={{ ...subject, field }} label={t('field.phone')} mask={maskPhone} />
      );
    case 'birthDate':
      return dayText(file.birthDate, today, language);
    case 'sex':
      return t(`sex.${file.sex}`, { ns: 'people' });
    case 'home':
      return (
        <span>
          <Place dwellingUid={file.dwellingUid} party={party} />
          {file.householdUid !== null && <span className="quiet"> {relationText(record)}</span>}
        </span>
      );
    case 'registered':
      return <Place dwellingUid={file.registeredDwellingUid} party={party} />;
    case 'status':
      return t(`status.${file.status}`, { ns: 'person-form' });
    case 'disability':
      return file.disability
        ? t('disability.text', {
            ns: 'people',
            kind: t(`disability.${file.disability.kind}`, { ns: 'people' }),
            grade: file.disability.grade,
          })
        : none;
    case 'livingAlone': {
      if (!file.livingAlone) return none;
      const day = dayText(file.livingAlone.declaredOn, today, language);
      return t(file.livingAlone.value ? 'alone.declared-yes' : 'alone.declared-no', { ns: 'people', day });
    }
    default:
      return assertNever(field, 'field of a merge');
  }
}

/** An address, masked outside the reader’s own grids. */
function Place({ dwellingUid, party }: { readonly dwellingUid: string | null; readonly party: Party }) {
  const { t } = useTranslation(['person-merge', 'people']);
  const address = useAddress(dwellingUid);
  const isOwnGrid = useIsOwnGrid()(party.record._id);
  if (!address) return <span className="quiet">{t('info.none', { ns: 'people' })}</span>;
  return isOwnGrid ? address : maskAddress(address);
}
