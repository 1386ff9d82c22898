import { KIOSK_PHOTO_BYTES } from '#shared/ipc/kiosk-intake-api';

/** Long edge of a photo of a paper: small print of an A4 page is readable. */
const LONG_EDGE = 1920;
const QUALITIES = [0.85, 0.7, 0.5] as const;

/** What a camera shows at this moment, as a JPEG without anything about place or machine; null where there is nothing to see yet. */
export async function stillOf(video: HTMLVideoElement): Promise<Blob | null> {
  const { videoWidth, videoHeight } = video;
  if (videoWidth === 0 || videoHeight === 0) return null;
  const scale = Math.min(1, LONG_EDGE / Math.max(videoWidth, videoHeight));
  const canvas = document.createElement('canvas');
  canvas.width = Math.round(videoWidth * scale);
  canvas.height = Math.round(videoHeight * scale);
  canvas.getContext('2d')?.drawImage(video, 0, 0, canvas.width, canvas.height);
  try {
    for (const quality of QUALITIES) {
      const blob = await new Promise<Blob | null>((resolve) => canvas.toBlob(resolve, 'image/jpeg', quality));
      if (blob && blob.size <= KIOSK_PHOTO_BYTES) return blob;
    }
    return null;
  } finally {
    // The picture goes at once, not when somebody collects it.
    canvas.width = 0;
    canvas.height = 0;
  }
}
