import { useMemo, useState } from 'react';
import { distinctUntilChanged, map } from 'rxjs';
import { z } from 'zod';
import { KEY_KINDS, type KeyKind } from '#shared/domain/people/key-people';
import { useObservable, useStation, type Drafts } from '#renderer/data/index';
import { SWITCHED_LAYERS, type SwitchedLayer } from '#renderer/ui/map/index';

const FORM = 'map-layers';
const FORM_VERSION = 1;
const SUBJECT = 'own';

const choicesSchema = z.object({
  /** What is left out: a layer that a later version brings is shown. */
  hidden: z.array(z.string().max(32)).max(40).readonly(),
  kinds: z.array(z.enum(KEY_KINDS)).readonly(),
});

/** What somebody wants to see on the map. */
export interface LayerChoices {
  readonly shown: Readonly<Record<SwitchedLayer, boolean>>;
  readonly kinds: ReadonlySet<KeyKind>;
}

export interface LayerChoicesKeeper extends LayerChoices {
  /** Shown at once, kept in the background. */
  readonly change: (change: Partial<LayerChoices>) => void;
  /** The last change could not be kept: it holds until the page closes. */
  readonly hasFailed: boolean;
}

/** Everything but the heat, which hides what lies below it, devices, and where colleagues were. */
const USUAL: z.infer<typeof choicesSchema> = {
  hidden: ['coverage', 'workers', 'sensors'],
  kinds: KEY_KINDS,
};

/** The layers that whoever is signed in has chosen, kept encrypted on this device. */
export function useLayerChoices(): LayerChoicesKeeper {
  const station = useStation();
  const row = useObservable(useMemo(() => keptRow(station.drafts), [station]));
  const [own, setOwn] = useState<LayerChoices | null>(null);
  const [hasFailed, setHasFailed] = useState(false);
  const parsed = useMemo(() => choicesOf(choicesSchema.safeParse(row?.value).data ?? USUAL), [row]);
  const now = own ?? parsed;
  return {
    ...now,
    hasFailed,
    change(change) {
      const next = { ...now, ...change };
      setOwn(next);
      const value = { hidden: SWITCHED_LAYERS.filter((layer) => !next.shown[layer]), kinds: [...next.kinds] };
      const draft = { form: FORM, formVersion: FORM_VERSION, subject: SUBJECT, value };
      station.drafts.save({ ...draft, startedAtMs: station.nowMs() }).then(
        () => setHasFailed(false),
        () => setHasFailed(true),
      );
    },
  };
}

/** The row that keeps them; the map is not drawn again because some other draft was saved. */
const keptRow = (drafts: Drafts) =>
  drafts.all().pipe(
    map((rows) => rows.find(({ id }) => id === `${FORM}~${SUBJECT}`)),
    distinctUntilChanged((a, b) => a?.savedAtMs === b?.savedAtMs),
  );

const choicesOf = ({ hidden, kinds }: z.infer<typeof choicesSchema>): LayerChoices => ({
  shown: Object.fromEntries(
    SWITCHED_LAYERS.map((layer) => [layer, !hidden.includes(layer)]),
  ) as unknown as LayerChoices['shown'],
  kinds: new Set(kinds),
});
