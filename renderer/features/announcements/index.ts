export { messages } from './messages';
export { ANNOUNCEMENTS_PATH, announcementsPlace, NEW_ANNOUNCEMENT } from './places';
export { useAnnouncements, useMayAnnounce, useUnreadAnnouncements, type AnnouncementRecord } from './queries';
export { useReadMarks, type ReadMarks } from './read-marks';

/** Fetches the page of this part. */
export const loadAnnouncementsPage = () =>
  import('./AnnouncementsPage').then((module) => ({ default: module.AnnouncementsPage }));
