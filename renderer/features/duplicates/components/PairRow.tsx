import { Button } from 'antd';
import { useTranslation } from 'react-i18next';
import { dateAtStation } from '#shared/domain/calendar/date';
import { maskAddress } from '#shared/domain/privacy/mask';
import type { DuplicatePair, PersonRow } from '#renderer/data/index';
import { addressOf as linkTo, dayText, Pill, useLanguage } from '#renderer/ui/index';
import {
  KindTags,
  mergePlace,
  personPlace,
  useAgeText,
  useGridNames,
  useIsOwnGrid,
  useToday,
} from '../../people/index';

interface PairRowProps {
  readonly pair: DuplicatePair;
  readonly position: number;
  /** Takes the focus by Tab. */
  readonly isActive: boolean;
  /** Both lie in grids that the reader may write. */
  readonly isMine: boolean;
  readonly onActive: () => void;
  readonly onNotSame: () => void;
}

/** From here on it is all but certain; below, likely, or perhaps. */
const CERTAIN = 0.9;
const LIKELY = 0.6;

/** Two files side by side with what speaks for one person, and what to do about it. */
export function PairRow({ pair, position, isActive, isMine, onActive, onNotSame }: PairRowProps) {
  const { t } = useTranslation(['duplicates', 'person-form']);
  const { a, b, reasons, certainty } = pair;
  const names = { a: a.name ?? '', b: b.name ?? '' };
  const sure = certainty >= CERTAIN ? 'certain' : certainty >= LIKELY ? 'likely' : 'possible';
  return (
    <li className="pair" data-pair={position} tabIndex={isActive ? 0 : -1} onFocus={onActive}>
      <div className="pair-why">
        <Pill shape={sure === 'certain' ? 'alert' : sure === 'likely' ? 'due' : 'idle'}>{t(sure)}</Pill>
        {reasons.map((reason) => (
          <span key={reason} className="tag">
            {t(`reason.${reason}`, { ns: 'person-form' })}
          </span>
        ))}
      </div>
      <Side row={a} />
      <Side row={b} />
      <div className="pair-actions">
        {isMine ? (
          <>
            <Button type="text" onClick={onNotSame} aria-label={t('not-same.named', names)}>
              {t('not-same')}
            </Button>
            <Button href={linkTo(mergePlace(a.id, b.id))} aria-label={t('merge.named', names)}>
              {t('merge')}
            </Button>
          </>
        ) : (
          <span className="quiet">{t('not-yours')}</span>
        )}
      </div>
    </li>
  );
}

function Side({ row }: { readonly row: PersonRow }) {
  const { t } = useTranslation(['duplicates', 'people']);
  const language = useLanguage();
  const today = useToday();
  const age = useAgeText(today);
  const isOwnGrid = useIsOwnGrid();
  const gridName = useGridNames();
  const address = isOwnGrid(row.id) ? row.address : maskAddress(row.address);
  return (
    <div className="pair-side">
      <p>
        <a href={linkTo(personPlace(row.id))}>
          <b>{row.name}</b>
        </a>{' '}
        {row.sex && t(`sex.${row.sex}`, { ns: 'people' })} {age(row.birthDate)} <KindTags kinds={row.kinds} />
      </p>
      <p>
        {dayText(row.birthDate, today, language)} {address === '' ? gridName(row.id) : address}
      </p>
      <p className="quiet">
        {[
          row.idTail === null ? null : t('id', { tail: row.idTail }),
          row.phoneTail === null ? null : t('phone', { tail: row.phoneTail }),
          t('changed', { day: dayText(dateAtStation(row.changedAtMs), today, language) }),
        ]
          .filter((each) => each !== null)
          .join(' ')}
      </p>
    </div>
  );
}
