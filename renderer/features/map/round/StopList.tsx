import { Button } from 'antd';
import { ArrowDown, ArrowUp, Plus, X } from 'lucide-react';
import { useRef, type KeyboardEvent } from 'react';
import { useTranslation } from 'react-i18next';
import { addressOf, Pill } from '#renderer/ui/index';
import { DueChip, useRowWords, visitFormPlace } from '../../visits/index';
import type { Stop } from './round-homes';
import type { ShownStop } from './use-day-round';

interface StopListProps {
  readonly stops: readonly ShownStop[];
  readonly selected: string | null;
  readonly onSelect: (dwellingUid: string | null) => void;
  readonly onMove: (index: number, step: -1 | 1) => void;
  readonly onDrop: (index: number) => void;
}

/** The homes in their order, with everybody who is to be visited there. Alt with an arrow moves the home in focus. */
export function StopList({ stops, selected, onSelect, onMove, onDrop }: StopListProps) {
  const { t } = useTranslation('mapRound');
  const list = useRef<HTMLOListElement>(null);
  const onKeyDown = (event: KeyboardEvent, index: number) => {
    const step = event.key === 'ArrowUp' ? -1 : event.key === 'ArrowDown' ? 1 : 0;
    if (!event.altKey || step === 0) return;
    event.preventDefault();
    onMove(index, step);
  };
  return (
    <ol className="round-stops" ref={list}>
      {stops.map((shown, index) => {
        const { stop, isDone } = shown;
        const name = t('stop', { number: index + 1 });
        return (
          <li
            key={stop.dwellingUid}
            className={stop.dwellingUid === selected ? 'is-selected' : ''}
            onKeyDown={(event) => onKeyDown(event, index)}
          >
            <button
              type="button"
              className={`round-number${isDone ? ' is-done' : ''}`}
              aria-pressed={stop.dwellingUid === selected}
              aria-label={t(isDone ? 'stop.done' : 'stop.show', { name })}
              onClick={() => onSelect(stop.dwellingUid === selected ? null : stop.dwellingUid)}
            >
              {index + 1}
            </button>
            <StopBody shown={shown} />
            <div className="round-tools">
              <button
                type="button"
                className="icon-button"
                aria-label={t('up', { name })}
                disabled={index === 0}
                onClick={() => onMove(index, -1)}
              >
                <ArrowUp size={18} aria-hidden="true" />
              </button>
              <button
                type="button"
                className="icon-button"
                aria-label={t('down', { name })}
                disabled={index === stops.length - 1}
                onClick={() => onMove(index, 1)}
              >
                <ArrowDown size={18} aria-hidden="true" />
              </button>
              <button
                type="button"
                className="icon-button"
                aria-label={t('drop', { name })}
                onClick={() => onDrop(index)}
              >
                <X size={18} aria-hidden="true" />
              </button>
            </div>
          </li>
        );
      })}
    </ol>
  );
}

/** The address, and each person with what is due or what became of it today. */
function StopBody({ shown: { home, people } }: { readonly shown: ShownStop }) {
  const { t } = useTranslation('mapRound');
  const { nameText, addressText } = useRowWords();
  const first = people[0]?.row;
  return (
    <div className="round-stop">
      <b>{first ? addressText(first) : (home?.row.address ?? t('home.gone'))}</b>
      {home && !home.position && <small>{t('home.no-place')}</small>}
      <ul>
        {people.map(({ row, state }) => (
          <li key={row.person._id}>
            <a href={addressOf(visitFormPlace(row.person._id))}>{nameText(row)}</a>
            {state === 'open' ? (
              <DueChip due={row} />
            ) : (
              <Pill shape={state === 'met' ? 'done' : 'paused'}>{t(`state.${state}`)}</Pill>
            )}
          </li>
        ))}
      </ul>
    </div>
  );
}

interface LeftHomesProps {
  readonly left: readonly ShownStop[];
  readonly onAdd: (stop: Stop) => void;
}

/** Homes that are due too; a press puts one at the end of the round. */
export function LeftHomes({ left, onAdd }: LeftHomesProps) {
  const { t } = useTranslation('mapRound');
  const { nameText } = useRowWords();
  return (
    <details className="round-left">
      <summary>{t('left', { count: left.length })}</summary>
      <ul>
        {left.map((shown) => {
          const names = shown.people.map(({ row }) => nameText(row)).join(t('joint'));
          return (
            <li key={shown.stop.dwellingUid}>
              <StopBody shown={shown} />
              <Button
                icon={<Plus size={16} aria-hidden="true" />}
                aria-label={t('add.of', { names })}
                onClick={() => onAdd(shown.stop)}
              >
                {t('add')}
              </Button>
            </li>
          );
        })}
      </ul>
    </details>
  );
}
