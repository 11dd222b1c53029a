package io.euge.video.write;

import io.euge.EugeException;
import io.euge.file.IoReason;
import io.euge.video.Letterbox;
import java.awt.color.ColorSpace;
import java.awt.image.BufferedImage;
import java.awt.image.ColorModel;
import java.awt.image.ComponentColorModel;
import java.awt.image.DataBuffer;
import java.awt.image.DataBufferByte;
import java.awt.image.Raster;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Objects;
import javax.imageio.IIOImage;
import javax.imageio.ImageIO;
import javax.imageio.ImageWriteParam;
import javax.imageio.ImageWriter;
import javax.imageio.stream.MemoryCacheImageOutputStream;

/** Encodes images of any sizes as JPEG files with the JDK's encoder. Not thread-safe. */
public final class JpegEncoder implements ImageFileEncoder {
  private static final int[] RGB = {0, 1, 2};
  private static final ColorModel COLORS =
      new ComponentColorModel(
          ColorSpace.getInstance(ColorSpace.CS_sRGB),
          false,
          false,
          ColorModel.OPAQUE,
          DataBuffer.TYPE_BYTE);

  private final ImageWriter writer;
  private final ImageWriteParam param;
  private final ByteArrayOutputStream bytes = new ByteArrayOutputStream();

  /**
   * @param quality in (0, 1]; a higher one makes larger files
   */
  public JpegEncoder(float quality) {
    writer = ImageIO.getImageWritersByFormatName("jpeg").next();
    param = writer.getDefaultWriteParam();
    param.setCompressionMode(ImageWriteParam.MODE_EXPLICIT);
    param.setCompressionQuality(quality);
  }

  @Override
  public byte[] encode(byte[] rgb, int width, int height) {
    int row = Math.multiplyExact(width, Letterbox.CHANNELS);
    int size = Math.multiplyExact(row, height);
    Objects.checkFromIndexSize(0, size, rgb.length);
    DataBuffer pixels = new DataBufferByte(rgb, size);
    return encode(
        new BufferedImage(
            COLORS,
            Raster.createInterleavedRaster(
                pixels, width, height, row, Letterbox.CHANNELS, RGB, null),
            false,
            null));
  }

  /** Returns the bytes of a file with the image. */
  public byte[] encode(BufferedImage image) {
    bytes.reset();
    try {
      write(image, bytes);
    } catch (IOException e) {
      throw new UncheckedIOException("An image cannot be encoded in memory", e);
    }
    return bytes.toByteArray();
  }

  /**
   * Writes the image as a JPEG file.
   *
   * @param quality in (0, 1]; a higher one makes larger files
   * @param target is overwritten if it exists
   * @throws EugeException if it cannot be written
   */
  public static void write(BufferedImage image, float quality, Path target) {
    try (JpegEncoder encoder = new JpegEncoder(quality);
        OutputStream out = Files.newOutputStream(target)) {
      encoder.write(image, out);
    } catch (IOException e) {
      throw new EugeException(
          "Cannot write the picture %s: %s; free space there or choose another file"
              .formatted(target, IoReason.of(e)),
          e);
    }
  }

  private void write(BufferedImage image, OutputStream target) throws IOException {
    try (MemoryCacheImageOutputStream out = new MemoryCacheImageOutputStream(target)) {
      writer.setOutput(out);
      writer.write(null, new IIOImage(image, null, null), param);
    }
  }

  @Override
  public void close() {
    writer.dispose();
  }
}
