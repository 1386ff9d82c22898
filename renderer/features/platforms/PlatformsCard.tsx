import { Button } from 'antd';
import { Plus } from 'lucide-react';
import { useEffect, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { platformPaths, platformsViewSchema, type PlatformsView } from '#shared/ipc/platforms-api';
import { useStation } from '#renderer/data/index';
import { Card, Empty, ErrorNotice, Loading, momentText, Pill, useLanguage, useWords } from '#renderer/ui/index';
import { useToday } from '../people/index';
import type { PlatformView } from './entry';
import { PlatformForm } from './PlatformForm';
import { platformParts } from './platform-parts';
import { useAttemptText } from './words';
import './platforms.css';

/** What is opened, by name; a new one has none. */
type Open = { readonly name: string | null } | null;

/** Departments' platforms that accepted applications go on to: how each stands, what it may be told, and its settings. */
export function PlatformsCard() {
  useWords(platformParts);
  const { t } = useTranslation('platforms');
  const { host } = useStation();
  const [view, setView] = useState<PlatformsView | null>(null);
  const [open, setOpen] = useState<Open>(null);
  const [secret, setSecret] = useState<string | null>(null);
  const [error, setError] = useState<unknown>(null);
  useEffect(() => {
    let isWanted = true;
    host.get(platformPaths.platforms, platformsViewSchema).then(
      (next) => isWanted && setView(next),
      (thrown: unknown) => isWanted && setError(thrown),
    );
    return () => {
      isWanted = false;
    };
  }, [host]);
  const platforms = view?.platforms ?? [];
  const add = (
    <Button icon={<Plus size={16} aria-hidden="true" />} onClick={() => setOpen({ name: null })}>
      {t('set.add')}
    </Button>
  );
  const done = (next: PlatformsView | null, made: string | null) => {
    if (next) setView(next);
    setSecret(made);
    setOpen(null);
  };
  return (
    <Card title={t('set.title')} aside={platforms.length > 0 && open === null && add}>
      <div className="platform-body">
        <p className="quiet">{t('set.text')}</p>
        {!view && error === null && <Loading label={t('set.loading')} lines={3} />}
        {error !== null && <ErrorNotice error={error} />}
        {secret !== null && (
          <div className="platform-secret" role="status">
            <h3>{t('secret.title')}</h3>
            <p>{t('secret.text')}</p>
            <code>{secret}</code>
            <div className="form-actions">
              <Button type="primary" onClick={() => setSecret(null)}>
                {t('secret.done')}
              </Button>
            </div>
          </div>
        )}
        {view && open !== null && (
          <PlatformForm
            key={open.name ?? ''}
            platform={platforms.find(({ name }) => name === open.name) ?? null}
            taken={platforms.map(({ name }) => name)}
            onDone={done}
          />
        )}
        {view && open === null && platforms.length === 0 && (
          <Empty title={t('set.none')} text={t('set.none.text')} action={add} />
        )}
        {view && open === null && platforms.length > 0 && (
          <ul className="platform-list">
            {platforms.map((platform) => (
              <Line key={platform.name} platform={platform} onOpen={() => setOpen({ name: platform.name })} />
            ))}
          </ul>
        )}
      </div>
    </Card>
  );
}

function Line({ platform, onOpen }: { readonly platform: PlatformView; readonly onOpen: () => void }) {
  const { t } = useTranslation('platforms');
  const language = useLanguage();
  const today = useToday();
  const attemptText = useAttemptText();
  const { title, url, departments, fields, problem, waiting, refused, last } = platform;
  const allowed = fields.map((field) => t(`fields.${field}`)).join(t('comma'));
  return (
    <li>
      <div>
        <p>
          <b>{title}</b>{' '}
          <Pill shape={problem ? 'due' : refused > 0 ? 'due' : 'done'}>
            {problem ? t(`set.problem.${problem}`) : t('set.state.well', { waiting, refused })}
          </Pill>
        </p>
        <p>{departments.join(t('comma'))}</p>
        <p>
          <code>{url}</code>
        </p>
        <p>{allowed === '' ? t('set.fields.none') : t('set.fields', { fields: allowed })}</p>
        {last && <p>{t('set.last', { when: momentText(last.atMs, today, language), code: attemptText(last.code) })}</p>}
      </div>
      <Button aria-label={t('set.edit.named', { name: title })} onClick={onOpen}>
        {t('set.edit')}
      </Button>
    </li>
  );
}
