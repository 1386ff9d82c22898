import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { Device } from '#renderer/data/index';
import { ErrorNotice, useWords } from '#renderer/ui/index';
import { hallMessages } from '../hall-messages';

type Terminal = Parameters<Device['openPracticeTerminal']>[0];

interface PracticeHallProps {
  /** Resolves with where it is opened on this machine, paired as it opens. */
  readonly open: Device['openPracticeTerminal'];
}

type State =
  | { readonly kind: 'here' | 'opening' }
  | { readonly kind: 'told'; readonly url: string }
  | { readonly kind: 'failed'; readonly error: unknown };

const TERMINALS: readonly Terminal[] = ['kiosk', 'board'];

/** The practice's screens of the hall, each one press away in a tab of its own. */
export default function PracticeHall({ open }: PracticeHallProps) {
  useWords({ 'practice-hall': hallMessages });
  const { t } = useTranslation('practice-hall');
  const [state, setState] = useState<State>({ kind: 'here' });
  const go = async (kind: Terminal) => {
    // Opened by the press itself: what opens later counts as a pop-up. The workstation's own window opens none at all.
    const tab = window.open('about:blank', '_blank');
    setState({ kind: 'opening' });
    try {
      const url = await open(kind);
      if (tab) tab.location.replace(url);
      setState(tab ? { kind: 'here' } : { kind: 'told', url });
    } catch (error) {
      tab?.close();
      setState({ kind: 'failed', error });
    }
  };
  return (
    <>
      <p>{t('text')}</p>
      <ul>
        {TERMINALS.map((kind) => (
          <li key={kind}>
            <button type="button" disabled={state.kind === 'opening'} onClick={() => void go(kind)}>
              <span>
                <b>{t(kind)}</b>
                <small>{t(`${kind}.text`)}</small>
              </span>
            </button>
          </li>
        ))}
      </ul>
      {state.kind === 'failed' && <ErrorNotice error={state.error} />}
      {state.kind === 'told' && (
        <p role="status">
          {t('told')} <code>{state.url}</code>
        </p>
      )}
    </>
  );
}
