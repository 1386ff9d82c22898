import { Button, Switch } from 'antd';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { toAppError, type AppError } from '#shared/errors/app-error';
import type { WatchLine } from '#shared/domain/devices/watch-table';
import { Card, ErrorNotice, Pill } from '#renderer/ui/index';
import { entryOf, readEntry, type LineEntry, type Wrong } from './line-entry';
import { LineFields } from './LineFields';
import { Rehearsal } from './Rehearsal';

interface RuleCardProps {
  readonly line: WatchLine;
  /** Throws what keeps it from being saved. */
  readonly onSave: (line: WatchLine) => Promise<void>;
}

/** One rule: what it is about, on or off, its figures. It is tried on the past before it is switched on, and whenever somebody wants to. */
export function RuleCard({ line, onSave }: RuleCardProps) {
  const { t } = useTranslation('alarmRules');
  const [entry, setEntry] = useState<LineEntry>(() => entryOf(line));
  const [wrong, setWrong] = useState<readonly Wrong[]>([]);
  const [tried, setTried] = useState<{ readonly line: WatchLine; readonly isToBegin: boolean } | null>(null);
  const [failure, setFailure] = useState<AppError | null>(null);
  const name = t(`line.${line.id}`);
  const isChanged = JSON.stringify(entry) !== JSON.stringify(entryOf(line));
  const typed = (): WatchLine | null => {
    const read = readEntry(line, entry);
    setWrong(read.ok ? [] : read.wrong);
    return read.ok ? read.line : null;
  };
  const save = async (changed: WatchLine | null) => {
    if (!changed) return;
    setFailure(null);
    try {
      await onSave(changed);
    } catch (thrown) {
      setFailure(toAppError(thrown));
    }
  };
  const turn = (on: boolean) => {
    const changed = typed();
    if (!changed) return;
    if (on) setTried({ line: changed, isToBegin: true });
    else void save({ ...changed, on: false });
  };
  return (
    <Card
      title={name}
      aside={
        <span className="rule-switch">
          <Pill shape={line.on ? 'done' : 'paused'}>{t(line.on ? 'on' : 'off')}</Pill>
          <Switch checked={line.on} aria-label={t(line.on ? 'switch.off' : 'switch.on', { name })} onChange={turn} />
        </span>
      }
      className="rule-card"
    >
      <div className="rule-body">
        <p>{t(`text.${line.id}`)}</p>
        <LineFields line={line} entry={entry} wrong={wrong} onChange={(part) => setEntry({ ...entry, ...part })} />
        {wrong.includes('shape') && (
          <p className="field-error" role="alert">
            {t('wrong.shape')}
          </p>
        )}
        {failure && <ErrorNotice error={failure} />}
        <div className="rule-acts">
          {isChanged && (
            <>
              <Button type="primary" onClick={() => void save(typed())}>
                {t('save')}
              </Button>
              <Button
                onClick={() => {
                  setEntry(entryOf(line));
                  setWrong([]);
                }}
              >
                {t('undo')}
              </Button>
            </>
          )}
          <Button
            onClick={() => {
              const changed = typed();
              setTried(changed && { line: changed, isToBegin: false });
            }}
          >
            {t('rehearse')}
          </Button>
        </div>
        {tried && (
          <Rehearsal
            key={JSON.stringify(tried)}
            line={tried.line}
            {...(tried.isToBegin && {
              onBegin: () => void save({ ...tried.line, on: true }),
              onCancel: () => setTried(null),
            })}
          />
        )}
      </div>
    </Card>
  );
}
