const SIDE = 256;
const MOST_PIXELS = 50_000_000;

/** Cuts the middle square out of a picture and makes it small; what a camera wrote beside the picture is left behind. */
export async function resizePicture(file: File): Promise<Blob> {
  const picture = await createImageBitmap(file).catch(() => {
    throw new Error("This file is not a picture. Choose a PNG, JPEG or WebP file.");
  });
  try {
    if (picture.width * picture.height > MOST_PIXELS) throw new Error("This picture is too large.");
    const side = Math.min(picture.width, picture.height);
    const canvas = document.createElement("canvas");
    canvas.width = canvas.height = SIDE;
    const context = canvas.getContext("2d");
    if (!context) throw new Error("This browser can't make the picture smaller.");
    context.drawImage(picture, (picture.width - side) / 2, (picture.height - side) / 2, side, side, 0, 0, SIDE, SIDE);
    return await new Promise<Blob>((resolve, reject) =>
      canvas.toBlob(
        (blob) => (blob ? resolve(blob) : reject(new Error("This browser can't make the picture smaller."))),
        "image/webp",
        0.86,
      ),
    );
  } finally {
    picture.close();
  }
}
