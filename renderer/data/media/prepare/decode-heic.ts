import loadHeif, { type HeifDecoder, type HeifImage } from 'libheif-js/libheif-wasm/libheif-bundle.mjs';
import { AppError } from '#shared/errors/app-error';
import type { HeicDecoder } from './preparing';

let decoder: HeifDecoder | null = null;

/** Decodes the main picture of a HEIC file, turned as the file says. Throws `photo.heic` for what the decoder cannot read. */
export const decodeHeic: HeicDecoder = async (file) => {
  try {
    // Compiled at once: whoever starts this worker wants to use it.
    decoder ??= new (loadHeif().HeifDecoder)();
    const images = decoder.decode(file);
    try {
      const image = images.find((each) => each.is_primary()) ?? images[0];
      if (!image) throw new Error('no picture inside');
      return await createImageBitmap(await pixelsOf(image));
    } finally {
      for (const each of images) each.free();
    }
  } catch (cause) {
    // After running out of memory an instance is of no more use.
    decoder = null;
    throw new AppError('photo.heic', 'the HEIC decoder gave up', { cause });
  }
};

function pixelsOf(image: HeifImage): Promise<ImageData> {
  return new Promise((resolve, reject) => {
    // The library decodes in a timer of its own: what it throws there reaches nobody else.
    const onThrown = (event: PromiseRejectionEvent) => {
      event.preventDefault();
      reject(new Error('the decoder broke off', { cause: event.reason }));
    };
    addEventListener('unhandledrejection', onThrown);
    image.display(new ImageData(image.get_width(), image.get_height()), (drawn) => {
      removeEventListener('unhandledrejection', onThrown);
      if (drawn) resolve(drawn);
      else reject(new Error('the picture does not decode'));
    });
  });
}
