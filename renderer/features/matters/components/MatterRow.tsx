import { useTranslation } from 'react-i18next';
import type { MatterSummary } from '#shared/ipc/matters-api';
import { addressOf, Dot, Pill, useLanguage } from '#renderer/ui/index';
import { mattersPlace } from '../places';
import { useMoment, useStateWord } from '../words';

/** One matter of the list: what it is, where, whose, until when. */
export function MatterRow({ matter, isChosen }: { readonly matter: MatterSummary; readonly isChosen: boolean }) {
  const { t } = useTranslation('matters');
  const language = useLanguage();
  const stateWord = useStateWord();
  const { id, title, address, category, part, state, unit, whose, isUrgent, isOpen } = matter;
  const { word, shape } = stateWord(state);
  return (
    <li className={isChosen ? 'is-chosen' : ''}>
      <a href={addressOf(mattersPlace(id))} aria-current={isChosen ? 'true' : undefined}>
        <span className="matter-line">
          <b>{title}</b>
          {isUrgent && isOpen && <Pill shape="alert">{t('urgent')}</Pill>}
        </span>
        <span className="matter-line is-second">
          <span>
            {category ?? t('category.unknown')}
            <Dot />
            {address || ((language === 'en' ? unit.en : undefined) ?? unit.zh)}
          </span>
        </span>
        <span className="matter-line is-second">
          {part === 'copied' ? <Pill shape="note">{t('copied')}</Pill> : <Pill shape={shape}>{word}</Pill>}
          {part === 'handles' && isOpen && <span>{t(`whose.${whose}`)}</span>}
          <MatterDue matter={matter} />
        </span>
      </a>
    </li>
  );
}

/** Until when it is to be done; nothing for what has ended or is another unit's. */
export function MatterDue({ matter }: { readonly matter: MatterSummary }) {
  const { t } = useTranslation('matters');
  const moment = useMoment();
  const { dueAtMs, isLate, isPaused, isOpen, part } = matter;
  if (!isOpen || part === 'copied') return null;
  if (isPaused) return <Pill shape="paused">{t('paused')}</Pill>;
  if (dueAtMs === null) return <span className="quiet">{t('due.none')}</span>;
  return (
    <>
      {isLate && <Pill shape="alert">{t('late')}</Pill>}
      <span>{t('due', { time: moment(dueAtMs) })}</span>
    </>
  );
}
