import { CornerDownLeft, DoorOpen, House, Store, UserRound, type LucideIcon } from 'lucide-react';
import { useEffect, useRef } from 'react';
import { useTranslation } from 'react-i18next';
import { maskAddress } from '#shared/domain/privacy/mask';
import type { PersonRow, SearchHit } from '#renderer/data/index';
import { Tag } from '#renderer/ui/index';
import { useAgeText, useIsOwnGrid, useToday } from '../../people/index';
import type { GroupName, Result, ResultGroup } from '../results';

interface SearchResultsProps {
  readonly groups: readonly ResultGroup[];
  /** Place of the chosen one among all results. */
  readonly active: number;
  readonly listId: string;
  /** Keys that do the same as a command; '' for none. */
  readonly keysOf: (command: string) => string;
  readonly onOpen: (result: Result) => void;
  readonly onChoose: (index: number) => void;
}

/** What was found, by kind, each group under its name. */
export function SearchResults({ groups, active, listId, keysOf, onOpen, onChoose }: SearchResultsProps) {
  const { t } = useTranslation('search');
  const list = useRef<HTMLDivElement>(null);
  useEffect(() => {
    list.current?.querySelector('[aria-selected=true]')?.scrollIntoView({ block: 'nearest' });
  }, [active]);
  const places = new Map(groups.flatMap(({ results }) => results).map((result, index) => [result, index]));
  return (
    <div ref={list} id={listId} className="search-results" role="listbox" aria-label={t('results')} tabIndex={-1}>
      {groups.map(({ name, results }) => (
        <div key={name} role="group" aria-labelledby={`${listId}-${name}`}>
          <h3 id={`${listId}-${name}`} role="presentation">
            {t(`group.${name}`)}
          </h3>
          {results.map((result) => {
            const own = places.get(result) ?? 0;
            return (
              <div
                key={result.key}
                id={`${listId}-${own}`}
                role="option"
                aria-selected={own === active}
                className="search-result"
                onClick={() => onOpen(result)}
                onMouseMove={() => own !== active && onChoose(own)}
              >
                <Line result={result} group={name} />
                {result.kind === 'command' && keysOf(result.command.id) !== '' && (
                  <kbd aria-hidden="true">{keysOf(result.command.id)}</kbd>
                )}
                {own === active && <CornerDownLeft className="search-enter" size={14} aria-hidden="true" />}
              </div>
            );
          })}
        </div>
      ))}
    </div>
  );
}

const ICONS: Readonly<Record<GroupName, LucideIcon>> = {
  recent: UserRound,
  person: UserRound,
  dwelling: DoorOpen,
  household: House,
  enterprise: Store,
  command: CornerDownLeft,
};

function Line({ result, group }: { readonly result: Result; readonly group: GroupName }) {
  const Icon = ICONS[group];
  return (
    <>
      <Icon size={16} strokeWidth={1.7} aria-hidden="true" />
      {result.kind === 'command' && <b>{result.command.label}</b>}
      {result.kind === 'recent' && <RecentLine row={result.row} />}
      {result.kind === 'hit' && <HitLine hit={result.hit} />}
    </>
  );
}

/** Somebody or something found: what it is called, where it is as far as may be seen, and by what it was found. */
function HitLine({ hit }: { readonly hit: SearchHit }) {
  const { t } = useTranslation(['search', 'people']);
  const ageText = useAgeText(useToday());
  const isOwnGrid = useIsOwnGrid()(hit.id);
  const shown = (address: string) => (isOwnGrid ? address : maskAddress(address));
  const isHome = hit.kind === 'dwelling' || hit.kind === 'household';
  const isUsual =
    hit.kind === 'person' ? hit.status === 'living-here' : hit.status !== 'moved-out' && hit.status !== 'closed';
  return (
    <>
      <b>{isHome ? shown(hit.title) : hit.title}</b>
      {hit.birthDate !== null && <span>{ageText(hit.birthDate)}</span>}
      {hit.sex !== null && <span>{t(`sex.${hit.sex}`, { ns: 'people' })}</span>}
      {!isUsual && <Tag>{t(`status.${hit.status}`)}</Tag>}
      <span className="search-detail">{isHome ? hit.detail : shown(hit.detail)}</span>
      {hit.matchedBy !== 'name' && <span className="search-why">{t(`by.${hit.matchedBy}`)}</span>}
    </>
  );
}

function RecentLine({ row }: { readonly row: PersonRow }) {
  const { t } = useTranslation(['search', 'people']);
  const ageText = useAgeText(useToday());
  const isOwnGrid = useIsOwnGrid()(row.id);
  return (
    <>
      <b>{row.name}</b>
      <span>{ageText(row.birthDate)}</span>
      {row.sex !== null && <span>{t(`sex.${row.sex}`, { ns: 'people' })}</span>}
      <span className="search-detail">{isOwnGrid ? row.address : maskAddress(row.address)}</span>
    </>
  );
}
