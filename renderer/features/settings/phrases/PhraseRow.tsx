import { ArrowDown, ArrowUp } from 'lucide-react';
import { Button } from 'antd';
import { useTranslation } from 'react-i18next';
import type { PhraseRecord } from '../../phrases/index';

interface PhraseRowProps {
  readonly phrase: PhraseRecord;
  readonly isFirst: boolean;
  readonly isLast: boolean;
  readonly isChosen: boolean;
  readonly onOpen: () => void;
  readonly onMove: (step: -1 | 1) => void;
  readonly onActive: (active: boolean) => void;
}

/** One phrase: its text, which opens it, and where it stands. One put away can be taken out again. */
export function PhraseRow({ phrase, isFirst, isLast, isChosen, onOpen, onMove, onActive }: PhraseRowProps) {
  const { t } = useTranslation('phraseSettings');
  const { text, active } = phrase;
  return (
    <li className={isChosen ? 'is-chosen' : ''}>
      <button type="button" className="phrase-text" aria-current={isChosen || undefined} onClick={onOpen}>
        {text}
      </button>
      {active ? (
        <>
          <button
            type="button"
            className="icon-button"
            aria-label={t('up', { text })}
            aria-disabled={isFirst}
            onClick={() => onMove(-1)}
          >
            <ArrowUp size={16} aria-hidden="true" />
          </button>
          <button
            type="button"
            className="icon-button"
            aria-label={t('down', { text })}
            aria-disabled={isLast}
            onClick={() => onMove(1)}
          >
            <ArrowDown size={16} aria-hidden="true" />
          </button>
          <Button size="small" aria-label={t('put-away.named', { text })} onClick={() => onActive(false)}>
            {t('put-away')}
          </Button>
        </>
      ) : (
        <Button size="small" aria-label={t('take-out.named', { text })} onClick={() => onActive(true)}>
          {t('take-out')}
        </Button>
      )}
    </li>
  );
}
