import { useMemo, useState } from 'react';
import { z } from 'zod';
import { useObservable, useStation } from '#renderer/data/index';

const FORM = 'list-view';
const FORM_VERSION = 1;

const choiceSchema = z
  .object({
    shown: z.array(z.string().max(32)).max(40).readonly(),
    widths: z.record(z.string().max(32), z.number().min(20).max(600)).readonly(),
  })
  .readonly();

const viewSchema = z
  .object({
    id: z.string().max(40),
    name: z.string().min(1).max(40),
    /** Filters and order as they stand in the list's address. */
    query: z.record(z.string().max(40), z.string().max(4000)).readonly(),
    columns: choiceSchema,
  })
  .readonly();

const settingsSchema = z.object({
  /** Null while the list has its own columns. */
  columns: choiceSchema.nullable(),
  views: z.array(viewSchema).max(50).readonly(),
});

export type SavedView = z.infer<typeof viewSchema>;

/** How one person wants one list on this device: which columns, and the lists that were given a name. */
export type ListSettings = Readonly<z.infer<typeof settingsSchema>>;

const NOTHING: ListSettings = { columns: null, views: [] };

export interface ListSettingsKeeper {
  readonly settings: ListSettings;
  /** Shown at once, kept in the background. */
  readonly change: (settings: ListSettings) => void;
  /** The last change could not be kept: it holds until the page closes. */
  readonly hasFailed: boolean;
}

/** The settings of a list, kept encrypted on this device for whoever is signed in. */
export function useListSettings(list: string): ListSettingsKeeper {
  const station = useStation();
  const drafts = useObservable(useMemo(() => station.drafts.all(), [station]));
  const [own, setOwn] = useState<{ readonly list: string; readonly settings: ListSettings } | null>(null);
  const [hasFailed, setHasFailed] = useState(false);
  const kept = drafts?.find(({ id }) => id === `${FORM}~${list}`)?.value;
  const parsed = useMemo(() => settingsSchema.safeParse(kept).data ?? NOTHING, [kept]);
  return {
    settings: own?.list === list ? own.settings : parsed,
    hasFailed,
    change(settings) {
      setOwn({ list, settings });
      const row = { form: FORM, formVersion: FORM_VERSION, subject: list, value: settings };
      station.drafts.save({ ...row, startedAtMs: station.nowMs() }).then(
        () => setHasFailed(false),
        () => setHasFailed(true),
      );
    },
  };
}
