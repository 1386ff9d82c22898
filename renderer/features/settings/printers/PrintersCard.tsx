import { Button } from 'antd';
import { Plus } from 'lucide-react';
import { useState, type ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import {
  printAnswerSchema,
  printerStateViewSchema,
  printingPaths,
  type PrintAnswer,
  type PrinterView,
} from '#shared/ipc/printing-api';
import { useStation } from '#renderer/data/index';
import { Card, Empty, ErrorNotice, momentText, Pill, useLanguage, type Shape } from '#renderer/ui/index';
import { PrintOutcomeText } from '../../papers/index';
import { useToday } from '../../people/index';
import type { Spot } from './spots';

interface PrintersCardProps {
  readonly printers: readonly PrinterView[];
  readonly spots: readonly Spot[];
  readonly selected: string;
  readonly onOpen: (id: string) => void;
  readonly onAdd: () => void;
  readonly onChanged: () => void;
}

/** The hall's ticket printers: where each is, who prints on it, and how it is. */
export function PrintersCard({ printers, spots, selected, onOpen, onAdd, onChanged }: PrintersCardProps) {
  const { t } = useTranslation('printers');
  const add = (icon: ReactNode) => (
    <Button type="primary" icon={icon} onClick={onAdd}>
      {t('add')}
    </Button>
  );
  return (
    <Card title={t('title')} aside={printers.length > 0 && add(<Plus size={16} aria-hidden="true" />)}>
      {printers.length === 0 ? (
        <Empty title={t('empty')} text={t('empty.text')} action={add(null)} />
      ) : (
        <ul className="printer-rows">
          {printers.map((printer) => (
            <PrinterRow
              key={printer.id}
              printer={printer}
              spots={spots}
              isSelected={printer.id === selected}
              onOpen={() => onOpen(printer.id)}
              onChanged={onChanged}
            />
          ))}
        </ul>
      )}
    </Card>
  );
}

interface PrinterRowProps {
  readonly printer: PrinterView;
  readonly spots: readonly Spot[];
  readonly isSelected: boolean;
  readonly onOpen: () => void;
  readonly onChanged: () => void;
}

/** A page takes seconds to print, and longer where others wait. */
const TRIAL_MS = 75_000;

function PrinterRow({ printer, spots, isSelected, onOpen, onChanged }: PrinterRowProps) {
  const { t } = useTranslation('printers');
  const { host } = useStation();
  const locale = useLanguage();
  const { id, name, width, way, kiosks, counters } = printer;
  const [busy, setBusy] = useState<'trial' | 'state' | null>(null);
  const [answer, setAnswer] = useState<PrintAnswer | null>(null);
  const [error, setError] = useState<unknown>(null);
  const run = async (what: 'trial' | 'state', task: () => Promise<PrintAnswer | null>) => {
    setBusy(what);
    setAnswer(null);
    setError(null);
    try {
      setAnswer(await task());
      onChanged();
    } catch (thrown) {
      setError(thrown);
    } finally {
      setBusy(null);
    }
  };
  const tryOut = () => run('trial', () => host.post(printingPaths.trial, { id, locale }, printAnswerSchema, TRIAL_MS));
  const ask = () =>
    run('state', async () => {
      await host.post(printingPaths.state, { id }, printerStateViewSchema);
      return null;
    });
  const users = [...kiosks, ...counters].flatMap((each) => spots.find((spot) => spot.id === each)?.name ?? []);
  const where = way.kind === 'network' ? `${way.host}:${way.port}` : way.path;
  return (
    <li className={isSelected ? 'is-chosen' : ''}>
      <div className="printer-what">
        <button type="button" className="printer-name" aria-current={isSelected || undefined} onClick={onOpen}>
          {name}
        </button>
        <small>
          {t('row.where', { where, width })}
          {' · '}
          {users.length === 0 ? t('row.nobody') : t('row.users', { users: users.join(t('join')) })}
        </small>
        <Standing printer={printer} />
      </div>
      <span className="printer-do">
        <Button
          size="small"
          loading={busy === 'state'}
          disabled={busy !== null}
          aria-label={t('ask.named', { name })}
          onClick={() => void ask()}
        >
          {t('ask')}
        </Button>
        <Button
          size="small"
          loading={busy === 'trial'}
          disabled={busy !== null}
          aria-label={t('trial.named', { name })}
          onClick={() => void tryOut()}
        >
          {t('trial')}
        </Button>
      </span>
      <div className="printer-tried" role="status">
        {answer && <PrintOutcomeText answer={answer} />}
        {error !== null && <ErrorNotice error={error} />}
      </div>
    </li>
  );
}

const SHAPES: Readonly<Record<PrinterView['state'], Shape>> = {
  unknown: 'idle',
  ready: 'done',
  'paper-low': 'due',
  'no-paper': 'due',
  'cover-open': 'due',
  away: 'offline',
  fault: 'due',
};

function Standing({ printer: { state, atMs, waiting } }: { readonly printer: PrinterView }) {
  const { t } = useTranslation('printers');
  const language = useLanguage();
  const today = useToday();
  const heard = atMs !== null && state !== 'unknown' ? t('heard', { moment: momentText(atMs, today, language) }) : '';
  return (
    <Pill shape={SHAPES[state]}>
      {t(`state.${state}`)}
      {heard}
      {waiting > 0 && t('waiting', { count: waiting })}
    </Pill>
  );
}
