package io.euge.video.scale;

import io.euge.video.Letterbox;
import org.bytedeco.javacpp.BytePointer;
import org.bytedeco.javacpp.IntPointer;
import org.bytedeco.javacpp.Pointer;
import org.bytedeco.javacpp.PointerPointer;

/** Converts pictures of one size from components to RGB24. */
final class PlanarConversion implements AutoCloseable {
  private final PlanarImage image;
  private final int width;
  private final int height;
  private final PixelConverter converter;
  private final PointerPointer<Pointer> targets = new PointerPointer<>(PlanarImage.PLANES + 1);
  private final IntPointer strides = new IntPointer(PlanarImage.PLANES + 1);
  private final short[][] rows;
  private final byte[] rgb;

  /**
   * @param image from now on owned by this
   */
  PlanarConversion(PlanarImage image, int width, int height, PixelConverter converter) {
    this.image = image;
    this.width = width;
    this.height = height;
    this.converter = converter;
    for (int i = 0; i < PlanarImage.PLANES; i++) {
      targets.put(i, image.plane(i));
      strides.put(i, image.stride());
    }
    targets.put(PlanarImage.PLANES, (Pointer) null);
    strides.put(PlanarImage.PLANES, 0);
    rows = new short[PlanarImage.PLANES][width];
    rgb = new byte[width * Letterbox.CHANNELS];
  }

  /** Returns where the planes lie that are converted. */
  PointerPointer<Pointer> targets() {
    return targets;
  }

  /** Returns the bytes of a row of each plane. */
  IntPointer strides() {
    return strides;
  }

  /**
   * Converts the planes.
   *
   * @param target at the first byte of the picture
   * @param stride bytes of a row of the target
   */
  void convert(BytePointer target, int stride) {
    long start = target.position();
    for (int y = 0; y < height; y++) {
      for (int plane = 0; plane < PlanarImage.PLANES; plane++) {
        image.row(plane, y, rows[plane]);
      }
      converter.convert(rows[0], rows[1], rows[2], width, rgb);
      target.position(start + (long) y * stride).put(rgb, 0, rgb.length);
    }
    target.position(start);
  }

  @Override
  public void close() {
    image.close();
    targets.close();
    strides.close();
  }
}
