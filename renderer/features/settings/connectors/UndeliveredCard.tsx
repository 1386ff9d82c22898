import { Button, Modal } from 'antd';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { isWaiting } from '#shared/domain/messages/state';
import type { MessagesView, UndeliveredView } from '#shared/ipc/messages-api';
import { useStation } from '#renderer/data/index';
import { Card, ErrorNotice, momentText, Pill, useLanguage, type Shape } from '#renderer/ui/index';
import { useToday } from '../../people/index';
import { useRecipientText, useStandingText } from './words';

interface UndeliveredCardProps {
  readonly view: MessagesView;
  readonly onChanged: () => void;
}

/** Messages that have not arrived: why, what becomes of them, to be sent again or given up. Nothing while there are none. */
export function UndeliveredCard({ view, onChanged }: UndeliveredCardProps) {
  const { t } = useTranslation('connectors');
  const { admin } = useStation();
  const [failure, setFailure] = useState<{ readonly error: unknown } | null>(null);
  const [leaving, setLeaving] = useState<UndeliveredView | null>(null);
  const run = async (task: () => Promise<unknown>) => {
    setFailure(null);
    try {
      await task();
    } catch (error) {
      setFailure({ error });
    }
    // After a failure, too: somebody else may have seen to it.
    onChanged();
  };
  if (view.undelivered.length === 0) return failure && <ErrorNotice error={failure.error} />;
  return (
    <Card title={t('undelivered')} aside={<span className="quiet">{t('undelivered.text')}</span>}>
      <ul className="undelivered">
        {view.undelivered.map((message) => (
          <Row
            key={message.id}
            message={message}
            systems={view.systems}
            onAgain={() => void run(() => admin.messages.sendAgain(message.id))}
            onGiveUp={() => setLeaving(message)}
          />
        ))}
      </ul>
      {view.more > 0 && <p className="connectors-note">{t('undelivered.more', { count: view.more })}</p>}
      {failure && <ErrorNotice error={failure.error} />}
      {leaving && (
        <GiveUpQuestion
          message={leaving}
          onGiveUp={() => {
            setLeaving(null);
            void run(() => admin.messages.giveUp(leaving.id));
          }}
          onClose={() => setLeaving(null)}
        />
      )}
    </Card>
  );
}

const SHAPES: Readonly<Record<'stuck' | 'tried' | 'waits', Shape>> = {
  stuck: 'due',
  tried: 'outgoing',
  waits: 'paused',
};

interface RowProps {
  readonly message: UndeliveredView;
  readonly systems: MessagesView['systems'];
  readonly onAgain: () => void;
  readonly onGiveUp: () => void;
}

function Row({ message, systems, onAgain, onGiveUp }: RowProps) {
  const { t } = useTranslation('connectors');
  const language = useLanguage();
  const today = useToday();
  const standing = useStandingText(systems)(message);
  const to = useRecipientText()(message.recipient);
  const title = message.title[language === 'en' ? 'en' : 'zh'];
  const kind = !isWaiting(message.state) ? 'stuck' : message.tries > 0 ? 'tried' : 'waits';
  const isOnItsWay = message.state === 'sending';
  const again = kind === 'stuck' ? 'again' : 'again.now';
  return (
    <li>
      <div>
        <b>{title}</b>
        <small>{t('undelivered.line', { to, moment: momentText(message.createdAtMs, today, language) })}</small>
        <Pill shape={SHAPES[kind]}>{standing}</Pill>
      </div>
      <span className="undelivered-do">
        <Button size="small" disabled={isOnItsWay} aria-label={t(`${again}.named`, { title, to })} onClick={onAgain}>
          {t(again)}
        </Button>
        <Button size="small" disabled={isOnItsWay} aria-label={t('give-up.named', { title, to })} onClick={onGiveUp}>
          {t('give-up')}
        </Button>
      </span>
    </li>
  );
}

interface GiveUpQuestionProps {
  readonly message: UndeliveredView;
  readonly onGiveUp: () => void;
  readonly onClose: () => void;
}

/** Asks once, with what follows. */
function GiveUpQuestion({ message, onGiveUp, onClose }: GiveUpQuestionProps) {
  const { t } = useTranslation(['connectors', 'settings']);
  const to = useRecipientText()(message.recipient);
  return (
    <Modal
      open
      width={440}
      title={t('give-up.title')}
      okText={t('give-up.confirm')}
      okButtonProps={{ danger: true }}
      cancelText={t('cancel', { ns: 'settings' })}
      onOk={onGiveUp}
      onCancel={onClose}
    >
      <p>{t('give-up.consequence', { to })}</p>
    </Modal>
  );
}
