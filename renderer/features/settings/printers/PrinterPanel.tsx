import { Button, Checkbox, Input, Modal } from 'antd';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { ROLL_WIDTHS } from '#shared/domain/paper/paper';
import { printersViewSchema, printingPaths, type PrinterView } from '#shared/ipc/printing-api';
import { useStation } from '#renderer/data/index';
import { Chips, Choice, ErrorNotice, Field, PrivateForm } from '#renderer/ui/index';
import { SidePanel } from '../components/SidePanel';
import { printerEntryOf, readPrinter, type PrinterEntry, type PrinterField } from './entry';
import type { Spot } from './spots';

interface PrinterPanelProps {
  /** Null for one that is being set up. */
  readonly printer: PrinterView | null;
  readonly kiosks: readonly Spot[];
  readonly counters: readonly Spot[];
  readonly onChanged: () => void;
  readonly onClose: () => void;
}

const WAYS = ['network', 'device'] as const;

/** One printer: where it is, how wide its paper, and which kiosks and windows print on it. */
export function PrinterPanel({ printer, kiosks, counters, onChanged, onClose }: PrinterPanelProps) {
  const { t } = useTranslation(['printers', 'settings']);
  const { host } = useStation();
  const [entry, setEntry] = useState<PrinterEntry>(() => printerEntryOf(printer));
  const [wasTried, setWasTried] = useState(false);
  const [isBusy, setIsBusy] = useState(false);
  const [isAsking, setIsAsking] = useState(false);
  const [failure, setFailure] = useState<{ readonly error: unknown } | null>(null);
  const reading = readPrinter(entry, printer?.id ?? null);
  const wrong = (field: PrinterField): string | null =>
    wasTried && reading.kind === 'wrong' && reading.fields.includes(field) ? t(`wrong.${field}`) : null;
  const change = (part: Partial<PrinterEntry>) => setEntry({ ...entry, ...part });
  const run = async (path: string, body: unknown) => {
    setFailure(null);
    setIsAsking(false);
    setIsBusy(true);
    try {
      await host.post(path, body, printersViewSchema);
      onChanged();
      onClose();
    } catch (error) {
      setFailure({ error });
    } finally {
      setIsBusy(false);
    }
  };
  const save = (form: HTMLFormElement) => {
    setWasTried(true);
    if (reading.kind === 'right') return void run(printingPaths.setting, reading.wanted);
    requestAnimationFrame(() => form.querySelector<HTMLElement>('[aria-invalid=true]')?.focus());
  };
  const title = printer ? printer.name : t('new');
  const typed = (field: 'name' | 'host' | 'port' | 'path', more: { hint?: string; mode?: 'numeric' } = {}) => (
    <Field label={t(`field.${field}`)} hint={more.hint} error={wrong(field)}>
      {(ties) => (
        <Input
          {...ties}
          maxLength={field === 'name' ? 40 : 253}
          spellCheck={false}
          {...(more.mode && { inputMode: more.mode })}
          value={entry[field]}
          onChange={(event) => change({ [field]: event.target.value })}
        />
      )}
    </Field>
  );
  return (
    <SidePanel title={title} onClose={onClose}>
      <PrivateForm className="panel-form" aria-label={title} onSubmit={(event) => save(event.currentTarget)}>
        {typed('name', { hint: t('field.name.hint') })}
        <div className="field">
          <span className="field-label">{t('field.way')}</span>
          <Choice
            label={t('field.way')}
            options={WAYS.map((value) => ({ value, label: t(`way.${value}`) }))}
            value={entry.way}
            onChange={(way) => way && change({ way })}
          />
        </div>
        {entry.way === 'network' ? (
          <div className="printer-address">
            {typed('host', { hint: t('field.host.hint') })}
            {typed('port', { mode: 'numeric' })}
          </div>
        ) : (
          typed('path', { hint: t('field.path.hint') })
        )}
        <div className="field">
          <span className="field-label">{t('field.width')}</span>
          <Choice
            label={t('field.width')}
            options={ROLL_WIDTHS.map((width) => ({ value: String(width), label: t('width', { width }) }))}
            value={String(entry.width)}
            onChange={(width) => change({ width: width === '58' ? 58 : 80 })}
          />
        </div>
        <Checkbox checked={entry.cuts} onChange={(event) => change({ cuts: event.target.checked })}>
          {t('field.cuts')}
        </Checkbox>
        <Spots
          label={t('field.kiosks')}
          none={t('kiosks.none')}
          spots={kiosks}
          value={entry.kiosks}
          onChange={(value) => change({ kiosks: value })}
        />
        <Spots
          label={t('field.counters')}
          none={t('counters.none')}
          spots={counters}
          value={entry.counters}
          onChange={(value) => change({ counters: value })}
        />
        <p className="field-hint">{t('spots.hint')}</p>
        {failure && <ErrorNotice error={failure.error} />}
        <div className="form-actions">
          {printer && (
            <Button danger onClick={() => setIsAsking(true)}>
              {t('remove')}
            </Button>
          )}
          <Button type="primary" htmlType="submit" loading={isBusy}>
            {t('save', { ns: 'settings' })}
          </Button>
        </div>
      </PrivateForm>
      {printer && isAsking && (
        <Modal
          open
          width={440}
          title={t('remove.title', { name: printer.name })}
          okText={t('remove.confirm')}
          okButtonProps={{ danger: true }}
          cancelText={t('cancel', { ns: 'settings' })}
          onOk={() => void run(printingPaths.removal, { id: printer.id })}
          onCancel={() => setIsAsking(false)}
        >
          <p>{t('remove.consequence')}</p>
        </Modal>
      )}
    </SidePanel>
  );
}

interface SpotsProps {
  readonly label: string;
  readonly none: string;
  readonly spots: readonly Spot[];
  readonly value: readonly string[];
  readonly onChange: (value: readonly string[]) => void;
}

function Spots({ label, none, spots, value, onChange }: SpotsProps) {
  return (
    <div className="field">
      <span className="field-label">{label}</span>
      {spots.length === 0 ? (
        <p className="field-hint">{none}</p>
      ) : (
        <Chips
          label={label}
          options={spots.map(({ id, name }) => ({ value: id, label: name }))}
          value={value}
          onChange={onChange}
        />
      )}
    </div>
  );
}
