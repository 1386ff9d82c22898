export { PHOTO_LIMITS } from './limits';
export { createPhotoPreparer, type PhotoPreparer } from './preparer';
export type { TakingMoment } from './taking';
