import { useEffect, useRef, useState, useSyncExternalStore } from 'react';
import { useStation } from '#renderer/data/index';
import { stayOpen, useWords } from '#renderer/ui/index';
import { createTones } from '#renderer/ui/voice-line/index';
import { callParts } from './call-parts';
import { CallNoteRow } from './CallNoteRow';
import { CallRow } from './CallRow';
import { createDeskCall, type DeskCall } from './desk-call';
import { createDeskCalls } from './desk-calls';
import { RING, RING_EVERY_MS, WAITING, WAITING_EVERY_MS } from './rings';
import { TalkRow } from './TalkRow';
import { useAnswerKey } from './use-answer-key';
import './calls.css';

export interface CallBarProps {
  /** The call that rang while the screen was locked, and that whoever unlocked it wants to answer; null for none. */
  readonly answer?: string | null;
}

/**
 * Calls from the hall's kiosks, on every page of whoever may answer: what rings here, the call in which this page talks, and those that nobody has
 * seen to. As long as it is drawn, the person can be rung; a locked screen has `LockedCall`.
 */
export function CallBar({ answer = null }: CallBarProps) {
  useWords(callParts);
  const station = useStation();
  const speaker = useRef<HTMLAudioElement>(null);
  const [desk, setDesk] = useState<DeskCall | null>(null);
  const [shown, setShown] = useState(0);
  useEffect(() => {
    const back = ({ persisted }: PageTransitionEvent): void => {
      if (persisted) setShown((before) => before + 1);
    };
    addEventListener('pageshow', back);
    return () => removeEventListener('pageshow', back);
  }, []);
  useEffect(() => {
    if (!speaker.current) return;
    const made = createDeskCall({ calls: createDeskCalls(station), seat: station.newUid(), speaker: speaker.current });
    setDesk(made);
    // A page that the browser keeps for the way back answers nobody, and would be rung.
    addEventListener('pagehide', made.stop);
    return () => {
      removeEventListener('pagehide', made.stop);
      made.stop();
    };
  }, [station, shown]);
  return (
    <>
      {/* The voice of whoever stands at the kiosk. */}
      <audio ref={speaker} hidden autoPlay data-call-speaker="" />
      {desk && <Calls desk={desk} answer={answer} />}
    </>
  );
}

function Calls({ desk, answer }: { readonly desk: DeskCall; readonly answer: string | null }) {
  const { view, talk, note, isAway, isBusy } = useSyncExternalStore(desk.onChange, desk.state);
  const others = view.calls.filter(({ id }) => id !== talk?.id);
  const ringing = isAway ? undefined : others.find(({ state }) => state === 'here');
  const isTalking = talk !== null;
  const sound = isTalking ? null : ringing ? 'ring' : others.some(({ state }) => state === 'missed') ? 'waiting' : null;
  useEffect(() => {
    if (sound === null) return;
    const isRing = sound === 'ring';
    return createTones().repeat(isRing ? RING : WAITING, isRing ? RING_EVERY_MS : WAITING_EVERY_MS);
  }, [sound]);
  useEffect(() => (isTalking ? stayOpen() : undefined), [isTalking]);
  const answered = useRef<string | null>(null);
  const isThere = answer !== null && others.some(({ id, kioskWaits }) => id === answer && kioskWaits);
  useEffect(() => {
    if (answer === null || !isThere || answered.current === answer) return;
    answered.current = answer;
    void desk.answer(answer);
  }, [answer, isThere, desk]);
  useAnswerKey(ringing && !isTalking && !isBusy ? () => void desk.answer(ringing.id) : null);
  if (!talk && !note && others.length === 0) return null;
  return (
    <div className="call-bars">
      {talk && <TalkRow desk={desk} talk={talk} isAway={isAway} isBusy={isBusy} />}
      {note && <CallNoteRow note={note} onClose={desk.forgetNote} />}
      {!isAway &&
        others.map((call) => (
          <CallRow key={call.id} desk={desk} call={call} nowMs={view.nowMs} isBusy={isBusy} isTalking={isTalking} />
        ))}
    </div>
  );
}
