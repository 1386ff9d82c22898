import { Button } from 'antd';
import { useState, type ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { isOwnItem, shippedVersionId } from '#shared/domain/applications/catalogue';
import { useStation } from '#renderer/data/index';
import { Empty, ErrorNotice, goTo, momentText, Tag, useLanguage } from '#renderer/ui/index';
import { Beside } from '../lists/index';
import { useStaffNames, useToday } from '../people/index';
import { setItemActive } from './commands';
import { MaterialsButton } from './MaterialsPaper';
import { servicesPlace } from './places';
import type { ShownItem } from './queries';

interface ItemPanelProps {
  /** Null for a number that the catalogue has not got. */
  readonly item: ShownItem | null;
  readonly mayKeep: boolean;
  readonly onClose: () => void;
}

/** One item as a clerk explains it: who may apply, what to bring, how long it takes; what nobody provided says so. */
export function ItemPanel({ item, mayKeep, onClose }: ItemPanelProps) {
  const { t } = useTranslation('services');
  const station = useStation();
  const [failure, setFailure] = useState<{ readonly error: unknown } | null>(null);
  if (!item) {
    const back = <Button onClick={onClose}>{t('to-list')}</Button>;
    return <Empty title={t('gone')} text={t('gone.text')} action={back} />;
  }
  const { now, record, number } = item;
  const none = <span className="quiet">{t('none')}</span>;
  const toggle = () => {
    setFailure(null);
    setItemActive(station, item, !record.active).catch((error: unknown) => setFailure({ error }));
  };
  return (
    <Beside
      title={now.name}
      subtitle={
        <p>
          {number} <Tag>{record.family}</Tag> {isOwnItem(record) && <Tag>{t('own.tag')}</Tag>}{' '}
          {now.department ?? t('none')}
        </p>
      }
      onClose={onClose}
      actions={
        <>
          {mayKeep && <Button onClick={toggle}>{t(record.active ? 'away' : 'back')}</Button>}
          {mayKeep && (
            <Button onClick={() => goTo(servicesPlace({ open: number, edit: true }), { replace: true })}>
              {t('edit')}
            </Button>
          )}
          <MaterialsButton version={now} />
        </>
      }
    >
      {/* Reached by Tab, so that arrows scroll it. */}
      <div className="service-item" role="region" aria-label={now.name} tabIndex={0}>
        {failure && <ErrorNotice error={failure.error} onRemedy={toggle} />}
        <Part title={t('part.who')}>{now.who ?? none}</Part>
        <Part title={t('part.materials')}>{now.materials === null ? none : <Materials item={item} />}</Part>
        <Part title={t('part.times')}>
          <dl>
            <dt>{t('part.statutory')}</dt>
            <dd>{now.statutory?.text ?? none}</dd>
            <dt>{t('part.promised')}</dt>
            <dd>{now.promised?.text ?? none}</dd>
          </dl>
        </Part>
        <Part title={t('part.steps')}>
          {now.steps === null ? (
            none
          ) : (
            <ol>
              {now.steps.map((step) => (
                <li key={step}>{step}</li>
              ))}
            </ol>
          )}
        </Part>
        <Part title={t('part.fee')}>{now.fee ?? none}</Part>
        <Part title={t('part.form')}>
          {now.form === null ? (
            none
          ) : (
            <ul>
              {now.form.map(({ id, label, fill }) => (
                <li key={id}>
                  {label} {fill !== null && <small>{t(`fill.${fill}`)}</small>}
                </li>
              ))}
            </ul>
          )}
        </Part>
        <Part title={t('part.basis')}>{now.basis ?? none}</Part>
        <Part title={t('part.source')}>
          {now.source === null
            ? none
            : now.source.date === null
              ? t('source.undated', { name: now.source.name })
              : t('source.dated', { name: now.source.name, date: now.source.date })}
        </Part>
        <Part title={t('part.version')}>
          <Version item={item} />
        </Part>
      </div>
    </Beside>
  );
}

function Part({ title, children }: { readonly title: string; readonly children: ReactNode }) {
  return (
    <section>
      <h3>{title}</h3>
      <div>{children}</div>
    </section>
  );
}

function Materials({ item: { now } }: { readonly item: ShownItem }) {
  const { t } = useTranslation('services');
  return (
    <ol className="service-materials">
      {(now.materials ?? []).map(({ id, name, need, when, mayFollow }) => (
        <li key={id}>
          {name} <Tag>{t(`need.${need}`)}</Tag> {mayFollow && <Tag>{t('follow')}</Tag>}
          {when !== null && <small>{t('when', { when })}</small>}
        </li>
      ))}
    </ol>
  );
}

function Version({ item: { now, record, number } }: { readonly item: ShownItem }) {
  const { t } = useTranslation('services');
  const language = useLanguage();
  const today = useToday();
  const nameOf = useStaffNames();
  const count = record.versions.length;
  if (now.id === shippedVersionId(number)) return <>{t('version.shipped', { count })}</>;
  const when = momentText(now.written.at, today, language);
  return <>{t('version', { when, who: nameOf(now.written.by) ?? now.written.by, count })}</>;
}
