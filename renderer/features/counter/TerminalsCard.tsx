import { Button, Input } from 'antd';
import { useEffect, useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { HallCounter } from '#shared/domain/queue/hall';
import { DOOR_OF, type PairingCode, type TerminalKind, type TerminalsView } from '#shared/ipc/terminal-api';
import { padPaths } from '#shared/ipc/pad-api';
import { useStation } from '#renderer/data/index';
import { Card, Choice, ErrorNotice, Field, momentText, Select, useLanguage, useWords } from '#renderer/ui/index';
import { useToday } from '../people/index';
import { counterParts } from './counter-parts';
import './counter.css';
import './terminals.css';

interface TerminalsCardProps {
  readonly counters: readonly HallCounter[];
}

const KINDS = ['board', 'kiosk', 'pad'] as const satisfies readonly TerminalKind[];

/** Boards, kiosks and pads of the hall: what is paired and when it was heard last, a code for another, and a way to shut one out. */
export function TerminalsCard({ counters }: TerminalsCardProps) {
  useWords(counterParts);
  const { t } = useTranslation('counter');
  const { queue } = useStation();
  const [known, setKnown] = useState<TerminalsView | null>(null);
  const [asked, setAsked] = useState<string | null>(null);
  const [error, setError] = useState<unknown>(null);
  useEffect(() => {
    let isWanted = true;
    queue.terminals().then(
      (view) => isWanted && setKnown(view),
      (thrown: unknown) => isWanted && setError(thrown),
    );
    return () => {
      isWanted = false;
    };
  }, [queue]);
  const revoke = async (id: string) => {
    setError(null);
    try {
      setKnown(await queue.revokeTerminal(id));
      setAsked(null);
    } catch (thrown) {
      setError(thrown);
    }
  };
  return (
    <Card title={t('terminals.title')}>
      <p>{t('terminals.text')}</p>
      {known?.terminals.length === 0 && <p>{t('pair.none')}</p>}
      <ul className="terminal-list">
        {known?.terminals.map((each) => (
          <li key={each.id}>
            <Known terminal={each} />
            {asked === each.id ? (
              <>
                <span>{t(`terminals.revoke.${each.kind}`)}</span>
                <Button danger onClick={() => void revoke(each.id)}>
                  {t('pair.revoke', { name: each.name })}
                </Button>
                <Button onClick={() => setAsked(null)}>{t('terminals.keep')}</Button>
              </>
            ) : (
              <Button onClick={() => setAsked(each.id)} aria-label={t('pair.revoke', { name: each.name })}>
                {t('terminals.revoke')}
              </Button>
            )}
          </li>
        ))}
      </ul>
      <NewTerminal counters={counters} onMade={setKnown} />
      {error !== null && <ErrorNotice error={error} />}
    </Card>
  );
}

function Known({ terminal }: { readonly terminal: TerminalsView['terminals'][number] }) {
  const { t } = useTranslation('counter');
  const language = useLanguage();
  const today = useToday();
  const { kind, name, counter, seenAtMs } = terminal;
  return (
    <>
      <b>{name}</b>
      <span className="about">
        {t(`pair.kind.${kind}`)}
        {counter !== null && ` · ${t('counter.name', { id: counter })}`}
      </span>
      <span>
        {seenAtMs === null
          ? t('terminals.never')
          : t('terminals.seen', { moment: momentText(seenAtMs, today, language) })}
      </span>
    </>
  );
}

interface NewTerminalProps extends TerminalsCardProps {
  readonly onMade: (view: TerminalsView) => void;
}

function NewTerminal({ counters, onMade }: NewTerminalProps) {
  const { t } = useTranslation('counter');
  const { queue } = useStation();
  const [kind, setKind] = useState<TerminalKind>('pad');
  const [name, setName] = useState('');
  const [chosen, setChosen] = useState('');
  const [made, setMade] = useState<(PairingCode & { readonly address: string | null }) | null>(null);
  const [error, setError] = useState<unknown>(null);
  const counter = counters.some(({ id }) => id === chosen) ? chosen : (counters[0]?.id ?? '');
  const make = async () => {
    setError(null);
    try {
      const wanted = { kind, name: name.trim(), ...(kind === 'pad' && { counter }) };
      const code = await queue.makeCode(wanted);
      const view = await queue.terminals();
      const door = view.doors[DOOR_OF[kind]];
      setMade({ ...code, address: door === null ? null : door + (kind === 'pad' ? padPaths.page : '') });
      onMade(view);
    } catch (thrown) {
      setError(thrown);
    }
  };
  const change =
    <T,>(set: (value: T) => void) =>
    (value: T) => {
      setMade(null);
      set(value);
    };
  return (
    <div className="new-terminal">
      <h3>{t('terminals.new')}</h3>
      <Choice
        label={t('terminals.kind')}
        options={KINDS.map((value) => ({ value, label: t(`pair.kind.${value}`) }))}
        value={kind}
        onChange={(value) => value && change(setKind)(value)}
      />
      <p>{t(`terminals.${kind}.text`)}</p>
      <div className="new-terminal-fields">
        {kind === 'pad' && (
          <Field label={t('terminals.window')}>
            {(ties) => (
              <Select {...ties} value={counter} onChange={change(setChosen)}>
                {counters.map(({ id, name: label }) => (
                  <option key={id} value={id}>
                    {t('counter.name', { id })} {label.zh}
                  </option>
                ))}
              </Select>
            )}
          </Field>
        )}
        <Field label={t('pair.name')}>
          {(ties) => (
            <Input {...ties} maxLength={40} value={name} onChange={({ target }) => change(setName)(target.value)} />
          )}
        </Field>
        <Button disabled={name.trim() === '' || (kind === 'pad' && counter === '')} onClick={() => void make()}>
          {t('pair.make')}
        </Button>
      </div>
      {made && (
        <div role="status">
          <dl className="hall-figures">
            <div>
              <dt>{t('pair.code')}</dt>
              <dd className="pairing-code">{`${made.code.slice(0, 4)} ${made.code.slice(4)}`}</dd>
            </div>
            <div>
              <dt>{t('pair.address')}</dt>
              <dd>{made.address ?? t('terminals.no-door')}</dd>
            </div>
          </dl>
          <p>{t('pair.text')}</p>
        </div>
      )}
      {error !== null && <ErrorNotice error={error} />}
    </div>
  );
}
