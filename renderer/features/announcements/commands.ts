import { announcementFields, type AnnouncementDraft } from '#shared/domain/announcements/announcements';
import type { OpenStation } from '#renderer/data/index';

type Writing = Pick<OpenStation, 'session' | 'writer'>;

/**
 * Publishes a draft without problems under that uid; a second time it is the same announcement. Throws `access.denied` for whoever may
 * not, `device.*`.
 */
export async function publish({ session, writer }: Writing, uid: string, draft: AnnouncementDraft): Promise<void> {
  const fields = announcementFields(draft);
  const creation = { type: 'announcement', scope: session.station.id, uid, fields };
  await writer.writeTogether([{ kind: 'create', keepExisting: true, creation }]);
}

/** Shows an announcement at kiosks too, or not any more. Throws as `publish`. */
export async function setForResidents({ writer }: Writing, id: string, forResidents: boolean): Promise<void> {
  await writer.edit(id, () => ({ forResidents }));
}

/** Takes an announcement back, or lets it stand again. Throws as `publish`. */
export async function setWithdrawn({ writer }: Writing, id: string, withdrawn: boolean): Promise<void> {
  await writer.edit(id, () => ({ withdrawn }));
}
