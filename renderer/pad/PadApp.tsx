import { useEffect, useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { PadOutcome, PadsState, RatingReason, Satisfaction } from '#shared/ipc/pad-api';
import { PairForm } from '#renderer/ui/pairing/index';
import { Faces } from './Faces';
import type { PadHost, Unsent } from './pad-host';
import { PhonePage } from './PhonePage';
import { Reasons } from './Reasons';
import { Resting } from './Resting';
import { Thanks } from './Thanks';

/** Until it is paired a form, then what its window asks. */
export function PadApp({ host }: { readonly host: PadHost }) {
  const [isPaired, setPaired] = useState(host.isPaired);
  return isPaired ? (
    <Pad host={host} onUnpaired={() => setPaired(false)} />
  ) : (
    <PairForm className="pad-pairing" pair={(code) => host.pair(code)} onPaired={() => setPaired(true)} />
  );
}

/** How long thanks stand: long enough to be read, gone before the next one comes. */
const THANKS_MS = 4000;
const POOR: ReadonlySet<Satisfaction> = new Set(['dissatisfied', 'very-dissatisfied']);

/** A poor grade that is kept already, and what is asked about it now. */
interface Given {
  readonly number: string;
  readonly satisfaction: Satisfaction;
  readonly asksPhone: boolean;
  readonly step: 'reasons' | 'phone';
}

interface Said {
  readonly outcome: PadOutcome;
  readonly as: 'good' | 'poor' | 'called';
}

function Pad({ host, onUnpaired }: { readonly host: PadHost; readonly onUnpaired: () => void }) {
  const { t } = useTranslation();
  const [state, setState] = useState<PadsState>();
  const [isAway, setAway] = useState(false);
  const [given, setGiven] = useState<Given | null>(null);
  const [thanks, setThanks] = useState<Said | null>(null);
  const [failed, setFailed] = useState<string | null>(null);
  const isSending = useRef(false);
  const unpaired = useRef(onUnpaired);
  useEffect(() => {
    unpaired.current = onUnpaired;
  });
  useEffect(
    () =>
      host.watch({
        onState: (next) => {
          setState(next);
          setAway(false);
        },
        onAway: () => setAway(true),
        onUnpaired: () => unpaired.current(),
      }),
    [host],
  );
  const window = state?.windows.find(({ id }) => id === host.counter());
  const asks = useAsked(state, window?.asks ?? null);
  // Somebody else is done here: the grade of whoever stood before stands as it was pressed.
  if (given && asks !== null && asks !== given.number) setGiven(null);
  useEffect(() => {
    if (!thanks) return;
    const timer = setTimeout(() => setThanks(null), THANKS_MS);
    return () => clearTimeout(timer);
  }, [thanks]);

  /** Null where the host did not get it; it can be sent again then. */
  const sent = async <T,>(number: string, asked: Promise<T | Unsent>): Promise<T | null> => {
    isSending.current = true;
    const answer = await asked;
    isSending.current = false;
    if (answer === 'unpaired') unpaired.current();
    if (answer === 'away') setFailed(number);
    if (answer === 'away' || answer === 'unpaired') return null;
    setFailed(null);
    return answer;
  };
  const thank = (outcome: PadOutcome, as: Said['as']) => {
    setGiven(null);
    setThanks({ outcome, as });
  };
  // The press is the answer: what follows it may be left out, and is lost with nobody's grade.
  const press = async (number: string, satisfaction: Satisfaction) => {
    if (isSending.current) return;
    const answer = await sent(number, host.rate({ number, satisfaction, reasons: [] }));
    if (!answer) return;
    const { outcome, asksPhone } = answer;
    if (outcome === 'taken' && POOR.has(satisfaction)) setGiven({ number, satisfaction, asksPhone, step: 'reasons' });
    else thank(outcome, 'good');
  };
  const tell = async (of: Given, reasons: readonly RatingReason[], isGone: boolean) => {
    if (isSending.current) return;
    const more = { number: of.number, reasons: [...reasons], phone: null };
    const outcome = reasons.length === 0 ? 'taken' : await sent(of.number, host.more(more));
    if (outcome === null) return;
    if (of.asksPhone && !isGone && outcome === 'taken') setGiven({ ...of, step: 'phone' });
    else thank('taken', 'poor');
  };
  const leave = async (of: Given, phone: string | null) => {
    if (isSending.current) return;
    const more = { number: of.number, reasons: [], phone };
    const outcome = phone === null ? 'taken' : await sent(of.number, host.more(more));
    if (outcome !== null) thank('taken', phone !== null && outcome === 'taken' ? 'called' : 'poor');
  };

  if (!state) return <p className="pad-opening">{t('opening')}</p>;
  return (
    <div className="pad">
      <header className="pad-head">
        <span>{state.station}</span>
        {isAway && (
          <p className="pad-away" role="alert">
            {t('away')}
          </p>
        )}
        <b>{t('window', { id: host.counter() })}</b>
      </header>
      {thanks ? (
        <Thanks outcome={thanks.outcome} as={thanks.as} />
      ) : given?.step === 'phone' ? (
        <PhonePage
          key={given.number}
          hasFailed={failed === given.number}
          onSend={(phone) => void leave(given, phone)}
        />
      ) : given ? (
        <Reasons
          key={given.number}
          given={given}
          hasFailed={failed === given.number}
          onSend={(reasons, isGone) => void tell(given, reasons, isGone)}
        />
      ) : asks !== null ? (
        <Faces number={asks} hasFailed={failed === asks} onPress={(grade) => void press(asks, grade)} />
      ) : (
        <Resting />
      )}
    </div>
  );
}

/** The number that is asked about; null once its time is over, by the host's clock, whether the host says so or not. */
function useAsked(state: PadsState | undefined, asks: PadsState['windows'][number]['asks']): string | null {
  const [closed, setClosed] = useState<string | null>(null);
  const key = asks && state ? `${asks.number} ${asks.untilMs}` : null;
  const leftMs = asks && state ? asks.untilMs - state.nowMs : 0;
  useEffect(() => {
    if (key === null) return;
    const timer = setTimeout(() => setClosed(key), Math.max(0, leftMs));
    return () => clearTimeout(timer);
  }, [key, leftMs]);
  return asks && key !== closed ? asks.number : null;
}
