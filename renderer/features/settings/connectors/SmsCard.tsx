import { Button, Input } from 'antd';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { smsNumber } from '#shared/domain/messages/sms';
import type { MessagesView, SystemTrial } from '#shared/ipc/messages-api';
import { useStation } from '#renderer/data/index';
import {
  Card,
  Choice,
  ErrorNotice,
  Field,
  momentText,
  Pill,
  PrivateForm,
  StatusShape,
  useLanguage,
} from '#renderer/ui/index';
import { useToday } from '../../people/index';
import { readSms, smsEntryOf, type SmsEntry, type SmsField } from './sms-entry';
import { SmsFields } from './SmsFields';
import { useCodeText } from './words';

interface SmsCardProps {
  readonly gateway: MessagesView['sms'];
  readonly onChanged: () => void;
}

/** The gateway by which residents' families get text messages; its key is never shown again. */
export function SmsCard({ gateway, onChanged }: SmsCardProps) {
  const { t } = useTranslation('sms');
  const { admin } = useStation();
  const [edited, setEdited] = useState<SmsEntry | null>(null);
  const [wasTried, setWasTried] = useState(false);
  const [isBusy, setIsBusy] = useState(false);
  const [isSaved, setIsSaved] = useState(false);
  const [failure, setFailure] = useState<{ readonly error: unknown } | null>(null);
  const entry = edited ?? smsEntryOf(gateway);
  const { wanted, wrong } = readSms(entry, gateway);
  const change = (part: Partial<SmsEntry>) => {
    setEdited({ ...entry, ...part });
    setIsSaved(false);
    setFailure(null);
  };
  const save = async (form: HTMLFormElement) => {
    setWasTried(true);
    if (isBusy) return;
    if (wrong.length > 0) {
      requestAnimationFrame(() => form.querySelector<HTMLElement>('[aria-invalid=true]')?.focus());
      return;
    }
    setIsBusy(true);
    setFailure(null);
    try {
      await admin.messages.setSms(wanted);
      setEdited(null);
      setWasTried(false);
      setIsSaved(true);
      onChanged();
    } catch (error) {
      setFailure({ error });
    } finally {
      setIsBusy(false);
    }
  };
  const told = (field: SmsField): string | null => (wasTried && wrong.includes(field) ? t(`wrong.${field}`) : null);
  return (
    <Card title={t('title')}>
      <PrivateForm className="quiet-form" aria-label={t('title')} onSubmit={(event) => void save(event.currentTarget)}>
        <Standing gateway={gateway} />
        <Choice
          label={t('way')}
          options={[
            { value: 'on', label: t('way.on') },
            { value: 'off', label: t('way.off') },
          ]}
          value={entry.on ? 'on' : 'off'}
          onChange={(value) => change({ on: value === 'on' })}
        />
        {(entry.on || gateway) && (
          <SmsFields entry={entry} isKept={gateway?.url === entry.url.trim()} told={told} onChange={change} />
        )}
        {failure && <ErrorNotice error={failure.error} />}
        <div className="form-actions">
          <span role="status">{isSaved && <Pill shape="done">{t('saved')}</Pill>}</span>
          <Button type="primary" htmlType="submit" loading={isBusy}>
            {t('save')}
          </Button>
        </div>
      </PrivateForm>
      {gateway && !edited && <Trial />}
    </Card>
  );
}

function Standing({ gateway }: Pick<SmsCardProps, 'gateway'>) {
  const { t } = useTranslation('sms');
  const language = useLanguage();
  const today = useToday();
  const codeText = useCodeText();
  const waits = gateway && gateway.waiting > 0 ? t('waiting', { count: gateway.waiting }) : '';
  const last = gateway?.on ? gateway.last : null;
  const shape = !gateway?.on ? 'paused' : !last ? 'idle' : last.hasArrived ? 'done' : 'due';
  const moment = last ? momentText(last.atMs, today, language) : '';
  const words = {
    paused: t('state.off', { waits }),
    idle: t('state.never', { waits }),
    done: t('state.well', { moment, waits }),
    due: t('state.failed', { moment, waits, reason: last ? codeText(last.code) : '' }),
  } as const;
  return (
    <p className="broker-state">
      <StatusShape shape={shape} size={16} />
      <span>{words[shape]}</span>
    </p>
  );
}

/** One text to a number that whoever looks has at hand; it is kept nowhere. */
function Trial() {
  const { t } = useTranslation('sms');
  const { admin } = useStation();
  const codeText = useCodeText();
  const [to, setTo] = useState('');
  const [isWrong, setIsWrong] = useState(false);
  const [isBusy, setIsBusy] = useState(false);
  const [trial, setTrial] = useState<SystemTrial | null>(null);
  const [failure, setFailure] = useState<{ readonly error: unknown } | null>(null);
  const tryOut = async () => {
    const number = smsNumber(to);
    setIsWrong(number === null);
    setTrial(null);
    setFailure(null);
    if (number === null || isBusy) return;
    setIsBusy(true);
    try {
      setTrial(await admin.messages.trySms(number));
    } catch (error) {
      setFailure({ error });
    } finally {
      setIsBusy(false);
    }
  };
  return (
    <PrivateForm className="quiet-form" aria-label={t('trial')} onSubmit={() => void tryOut()}>
      <Field label={t('trial.to')} hint={t('trial.hint')} error={isWrong ? t('trial.wrong') : null}>
        {(ties) => (
          <Input
            {...ties}
            inputMode="tel"
            maxLength={40}
            value={to}
            onChange={(event) => {
              setTo(event.target.value);
              setIsWrong(false);
            }}
          />
        )}
      </Field>
      <p role="status" className="broker-state">
        {trial && (
          <>
            <StatusShape shape={trial.hasArrived ? 'done' : 'due'} size={16} />
            <span>{trial.hasArrived ? t('tried.well') : t('tried.failed', { reason: codeText(trial.code) })}</span>
          </>
        )}
      </p>
      {failure && <ErrorNotice error={failure.error} />}
      <div className="form-actions">
        <Button htmlType="submit" loading={isBusy}>
          {t('trial')}
        </Button>
      </div>
    </PrivateForm>
  );
}
