import { Button } from 'antd';
import { useTranslation } from 'react-i18next';
import type { QueueCommand } from '#shared/domain/queue/commands';
import type { QueueView } from '#shared/ipc/queue-api';
import { Pill } from '#renderer/ui/index';
import { useCounterWords } from './words';

interface ChooseCounterProps {
  readonly view: QueueView;
  readonly ask: ((command: QueueCommand) => void) | undefined;
}

/** The windows of the hall, for whoever sits at none. */
export function ChooseCounter({ view, ask }: ChooseCounterProps) {
  const { t } = useTranslation('counter');
  const { groupName } = useCounterWords(view.hall);
  return (
    <section className="card choose-counter">
      <h2>{t('choose.title')}</h2>
      <p>{t('choose.text')}</p>
      <ul>
        {view.hall.counters.map(({ id, groups }) => {
          const isTaken = view.state.counters.some((each) => each.id === id && each.by !== null);
          return (
            <li key={id}>
              <b>{t('counter.name', { id })}</b>
              <span className="about">{groups.map(groupName).join(' · ')}</span>
              <Pill shape={isTaken ? 'progress' : 'idle'}>{t(isTaken ? 'choose.taken' : 'choose.free')}</Pill>
              <Button
                type={isTaken ? 'default' : 'primary'}
                disabled={!ask}
                onClick={() => ask?.({ kind: 'open', counter: id, takesOver: isTaken })}
              >
                {t(isTaken ? 'choose.take-over' : 'choose.open', { id })}
              </Button>
            </li>
          );
        })}
      </ul>
    </section>
  );
}
