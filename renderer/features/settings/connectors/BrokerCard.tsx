import { Button } from 'antd';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { BrokerTrial, BrokerView } from '#shared/ipc/sensor-api';
import { useStation } from '#renderer/data/index';
import { Card, Choice, ErrorNotice, Pill, PrivateForm, StatusShape } from '#renderer/ui/index';
import { entryOf, readEntry, type BrokerEntry } from './broker-entry';
import { BrokerFields } from './BrokerFields';

interface BrokerCardProps {
  readonly view: BrokerView;
  readonly onChanged: () => void;
}

/** By which way devices at home come in: at the station itself, or at a message server of somebody else. The password that is kept is never shown. */
export function BrokerCard({ view: { state, external }, onChanged }: BrokerCardProps) {
  const { t } = useTranslation('broker');
  const { sensors } = useStation();
  const [edited, setEdited] = useState<BrokerEntry | null>(null);
  const [wasTried, setWasTried] = useState(false);
  const [busy, setBusy] = useState<'try' | 'save' | null>(null);
  const [trial, setTrial] = useState<BrokerTrial | null>(null);
  const [isSaved, setIsSaved] = useState(false);
  const [failure, setFailure] = useState<{ readonly error: unknown } | null>(null);
  const entry = edited ?? entryOf(external);
  const { wanted, wrong } = readEntry(entry, external);
  const change = (part: Partial<BrokerEntry>) => {
    setEdited({ ...entry, ...part });
    setTrial(null);
    setIsSaved(false);
    setFailure(null);
  };
  const run = async (what: 'try' | 'save', form: HTMLFormElement | null, task: () => Promise<void>) => {
    setWasTried(true);
    setFailure(null);
    if (busy) return;
    if (wrong) {
      requestAnimationFrame(() => form?.querySelector<HTMLElement>('[aria-invalid=true]')?.focus());
      return;
    }
    setBusy(what);
    try {
      await task();
    } catch (error) {
      setFailure({ error });
    } finally {
      setBusy(null);
    }
  };
  const save = (form: HTMLFormElement) =>
    run('save', form, async () => {
      await sensors.setBroker(wanted);
      setEdited(null);
      setWasTried(false);
      setTrial(null);
      setIsSaved(true);
      onChanged();
    });
  return (
    <Card title={t('title')}>
      <PrivateForm className="quiet-form" aria-label={t('title')} onSubmit={(event) => void save(event.currentTarget)}>
        <p className="broker-state">
          <StatusShape shape={state.problem === null && state.isConnected ? 'done' : 'due'} size={16} />
          <span>
            {state.problem ? t(`problem.${state.problem}`) : t(state.isConnected ? 'state.well' : 'state.waiting')}
          </span>
        </p>
        <Choice
          label={t('way')}
          options={[
            { value: 'own', label: t('way.own') },
            { value: 'external', label: t('way.external') },
          ]}
          value={entry.isExternal ? 'external' : 'own'}
          onChange={(value) => change({ isExternal: value === 'external' })}
        />
        {entry.isExternal && (
          <BrokerFields entry={entry} external={external} wrong={wasTried ? wrong : null} onChange={change} />
        )}
        <p role="status" className="broker-state">
          {trial && (
            <>
              <StatusShape shape={trial.problem ? 'due' : 'done'} size={16} />
              <span>{trial.problem ? t(`problem.${trial.problem}`) : t('tried.well')}</span>
            </>
          )}
        </p>
        {failure && <ErrorNotice error={failure.error} />}
        <div className="form-actions">
          <span role="status">{isSaved && <Pill shape="done">{t('saved')}</Pill>}</span>
          {entry.isExternal && (
            <Button
              loading={busy === 'try'}
              onClick={(event) =>
                void run('try', event.currentTarget.closest('form'), async () =>
                  setTrial(await sensors.tryBroker(wanted)),
                )
              }
            >
              {t('try')}
            </Button>
          )}
          <Button type="primary" htmlType="submit" loading={busy === 'save'}>
            {t('save')}
          </Button>
        </div>
      </PrivateForm>
    </Card>
  );
}
