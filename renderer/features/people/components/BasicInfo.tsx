import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import type { CalendarDate } from '#shared/domain/calendar/date';
import type { LivingAlone } from '#shared/domain/people/living-alone';
import { maskAddress, maskCitizenId, maskPhone } from '#shared/domain/privacy/mask';
import { dayText, Pill, useLanguage } from '#renderer/ui/index';
import { scopeOf, useGridNames, useIsOwnGrid, type PersonRecord } from '../queries';
import { RecordedValue, SealedValue } from './Masked';

interface BasicInfoProps {
  readonly person: PersonRecord;
  readonly alone: LivingAlone;
  /** Undefined while loading; null for somebody without a home here. */
  readonly address: string | null | undefined;
  readonly today: CalendarDate;
  /** Facts that stand below the address, as `div` with `dt` and `dd`. */
  readonly more?: ReactNode;
}

/** Id, phone, home, and what makes a key person; ids, phones and other grids' addresses behind masks. */
export function BasicInfo({ person, alone, address, today, more }: BasicInfoProps) {
  const { t } = useTranslation('people');
  const language = useLanguage();
  const gridName = useGridNames()(person._id);
  const isOwnGrid = useIsOwnGrid()(person._id);
  const { disability, uid, dwellingUid } = person;
  const scope = scopeOf(person._id);
  return (
    <dl className="facts">
      <Fact label={t('info.citizenId')}>
        <SealedValue
          sealed={person.citizenId}
          subject={{ type: 'person', scope, uid, field: 'citizenId' }}
          label={t('info.citizenId')}
          mask={maskCitizenId}
        />
      </Fact>
      <Fact label={t('info.phone')}>
        <SealedValue
          sealed={person.phone}
          subject={{ type: 'person', scope, uid, field: 'phone' }}
          label={t('info.phone')}
          mask={maskPhone}
        />
      </Fact>
      <Fact label={t('info.address')}>
        {address == null ? (
          <Quiet>{address === null ? t('info.none') : t('info.opening')}</Quiet>
        ) : isOwnGrid ? (
          address
        ) : (
          <RecordedValue
            subject={{ type: 'dwelling', scope, uid: dwellingUid ?? uid, field: 'address' }}
            label={t('info.address')}
            value={address}
            mask={maskAddress}
          />
        )}
      </Fact>
      {more}
      {gridName !== null && <Fact label={t('info.grid')}>{gridName}</Fact>}
      <Fact label={t('info.birthDate')}>{dayText(person.birthDate, today, language)}</Fact>
      {disability && (
        <Fact label={t('info.disability')}>
          {t('disability.text', { kind: t(`disability.${disability.kind}`), grade: disability.grade })}
        </Fact>
      )}
      <AloneFact alone={alone} today={today} />
    </dl>
  );
}

/** Shown when somebody lives alone or said so; a contradiction stands out. */
function AloneFact({ alone, today }: Pick<BasicInfoProps, 'alone' | 'today'>) {
  const { t } = useTranslation('people');
  const language = useLanguage();
  if (!alone.value && alone.declaredOn === null) return null;
  const day = alone.declaredOn === null ? '' : dayText(alone.declaredOn, today, language);
  return (
    <Fact label={t('info.alone')}>
      {alone.declaredOn === null
        ? t('alone.yes')
        : t(alone.value ? 'alone.declared-yes' : 'alone.declared-no', { day })}
      {alone.isContradicted && (
        <div>
          <Pill shape="due">{t('alone.contradicted')}</Pill>
        </div>
      )}
    </Fact>
  );
}

function Fact({ label, children }: { readonly label: string; readonly children: ReactNode }) {
  return (
    <div>
      <dt>{label}</dt>
      <dd>{children}</dd>
    </div>
  );
}

function Quiet({ children }: { readonly children: ReactNode }) {
  return <span className="quiet">{children}</span>;
}
