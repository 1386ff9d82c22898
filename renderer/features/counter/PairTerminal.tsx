import { Button, Input } from 'antd';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { accessOf, setsHall } from '#shared/domain/access/access';
import type { PairingCode, TerminalsView } from '#shared/ipc/terminal-api';
import { useSession, useStation } from '#renderer/data/index';
import { ErrorNotice, Field } from '#renderer/ui/index';

/** For whoever leads a shift: a code for a new hall board, and what is paired. */
export function PairTerminal() {
  const { t } = useTranslation('counter');
  const { staff } = useSession();
  const [isOpen, setOpen] = useState(false);
  const { post: actor, functions, gridNumbers } = staff;
  if (!setsHall(accessOf({ actor, functions, gridNumbers }, []))) return null;
  return isOpen ? (
    <PairingCard onClose={() => setOpen(false)} />
  ) : (
    <Button onClick={() => setOpen(true)}>{t('pair.title')}</Button>
  );
}

function PairingCard({ onClose }: { readonly onClose: () => void }) {
  const { t } = useTranslation('counter');
  const { queue } = useStation();
  const [name, setName] = useState('');
  const [made, setMade] = useState<PairingCode | null>(null);
  const [known, setKnown] = useState<TerminalsView | null>(null);
  const [error, setError] = useState<unknown>(null);
  const run = (work: () => Promise<void>) => {
    setError(null);
    void work().catch(setError);
  };
  const make = async () => {
    setMade(await queue.makeCode({ kind: 'board', name: name.trim() }));
    setKnown(await queue.terminals());
  };
  return (
    <section className="card pairing-card" aria-labelledby="pairing-title">
      <h2 id="pairing-title">{t('pair.title')}</h2>
      <p>{t('pair.text')}</p>
      <Field label={t('pair.name')}>
        {(ties) => <Input {...ties} maxLength={40} value={name} onChange={(event) => setName(event.target.value)} />}
      </Field>
      <Button type="primary" disabled={name.trim() === ''} onClick={() => run(make)}>
        {t('pair.make')}
      </Button>
      {made && (
        <div role="status">
          <dl className="hall-figures">
            <div>
              <dt>{t('pair.code')}</dt>
              <dd className="pairing-code">{`${made.code.slice(0, 4)} ${made.code.slice(4)}`}</dd>
            </div>
            <div>
              <dt>{t('pair.address')}</dt>
              <dd>{known?.doors.board}</dd>
            </div>
          </dl>
        </div>
      )}
      {error !== null && <ErrorNotice error={error} />}
      {known && (
        <>
          <h3>{t('pair.known')}</h3>
          {known.terminals.length === 0 && <p>{t('pair.none')}</p>}
          <ul>
            {known.terminals.map((each) => (
              <li key={each.id}>
                <b>{each.name}</b>
                <span className="about">{t(`pair.kind.${each.kind}`)}</span>
                <Button size="small" onClick={() => run(async () => setKnown(await queue.revokeTerminal(each.id)))}>
                  {t('pair.revoke', { name: each.name })}
                </Button>
              </li>
            ))}
          </ul>
        </>
      )}
      <Button onClick={onClose}>{t('pair.close')}</Button>
    </section>
  );
}
