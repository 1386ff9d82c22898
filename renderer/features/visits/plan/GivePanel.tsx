import { Button } from 'antd';
import { useEffect, useRef, type KeyboardEvent } from 'react';
import { useTranslation } from 'react-i18next';
import { ErrorNotice } from '#renderer/ui/index';
import type { Giving } from './use-giving';

/** Digits that name a worker each. */
const MOST_DIGITS = 9;

/** To whom the chosen visits are given: a digit or a press does it, Esc leaves everything as it is. */
export function GivePanel({ giving }: { readonly giving: Giving }) {
  const { t } = useTranslation('visits');
  const panel = useRef<HTMLDivElement>(null);
  const { chosen, workers, failure } = giving;
  const isOpen = chosen !== null;
  useEffect(() => {
    if (isOpen) panel.current?.focus();
  }, [isOpen]);
  if (!chosen) return null;
  const title = t('give.title', { count: chosen.length });
  const onKeyDown = (event: KeyboardEvent) => {
    if (event.key === 'Escape') {
      event.preventDefault();
      event.stopPropagation();
      giving.cancel();
      return;
    }
    const worker = /^[1-9]$/.test(event.key) ? workers[Number(event.key) - 1] : undefined;
    if (!worker && event.key !== '0') return;
    event.preventDefault();
    void giving.give(worker ?? null);
  };
  return (
    <div className="give-panel" role="dialog" aria-label={title} ref={panel} tabIndex={-1} onKeyDown={onKeyDown}>
      <b>{title}</b>
      <div className="give-workers">
        {workers.map((worker, index) => (
          <Button key={worker.uid} onClick={() => void giving.give(worker)}>
            {index < MOST_DIGITS && <kbd>{index + 1}</kbd>}
            {worker.name}
          </Button>
        ))}
        <Button onClick={() => void giving.give(null)}>
          <kbd>0</kbd>
          {t('give.grid')}
        </Button>
        <Button type="text" onClick={giving.cancel}>
          {t('give.cancel')}
        </Button>
      </div>
      {workers.length === 0 && <p className="quiet">{t('give.nobody')}</p>}
      {failure && <ErrorNotice error={failure.error} />}
    </div>
  );
}
