import { Button } from 'antd';
import { useEffect, useRef } from 'react';
import { useTranslation } from 'react-i18next';
import type { QueueView } from '#shared/ipc/queue-api';
import { useCounterWords } from './words';

interface TransferPanelProps {
  readonly view: QueueView;
  readonly number: string;
  readonly counter: string;
  readonly onSend: (group: string, to: string | null) => void;
  readonly onCancel: () => void;
}

/** Where the number at the counter goes on to: any window of a service, or one. */
export function TransferPanel({ view, number, counter, onSend, onCancel }: TransferPanelProps) {
  const { t } = useTranslation('counter');
  const { groupName } = useCounterWords(view.hall);
  const first = useRef<HTMLDivElement>(null);
  useEffect(() => first.current?.querySelector('button')?.focus(), []);
  const others = view.hall.counters.filter(({ id }) => id !== counter);
  return (
    <section
      className="card transfer-panel"
      aria-labelledby="transfer-title"
      onKeyDown={(event) => event.key === 'Escape' && onCancel()}
    >
      <h2 id="transfer-title">{t('transfer.title', { number })}</h2>
      <p>{t('transfer.text')}</p>
      <div ref={first} className="transfer-choices">
        {view.hall.groups.map(({ letter }) => (
          <Button key={letter} onClick={() => onSend(letter, null)}>
            {t('transfer.any', { group: groupName(letter) })}
          </Button>
        ))}
        {others.flatMap(({ id, groups }) =>
          groups.map((letter) => (
            <Button key={`${id}${letter}`} onClick={() => onSend(letter, id)}>
              {t('transfer.to', { id, group: groupName(letter) })}
            </Button>
          )),
        )}
      </div>
      <Button type="text" onClick={onCancel}>
        {t('transfer.cancel')}
      </Button>
    </section>
  );
}
