package io.euge.rendering;

import io.euge.EugeException;
import java.awt.image.BufferedImage;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import javax.imageio.IIOImage;
import javax.imageio.ImageIO;
import javax.imageio.ImageWriteParam;
import javax.imageio.ImageWriter;
import javax.imageio.stream.MemoryCacheImageOutputStream;

/** Encodes images as JPEG with the JDK's encoder. Not thread-safe. */
public final class JpegEncoder implements AutoCloseable {
  private final ImageWriter writer = ImageIO.getImageWritersByFormatName("jpeg").next();
  private final ImageWriteParam param = writer.getDefaultWriteParam();
  private final ByteArrayOutputStream bytes = new ByteArrayOutputStream();

  /**
   * Creates an encoder.
   *
   * @param quality in (0, 1]; a higher one makes larger files
   */
  public JpegEncoder(float quality) {
    param.setCompressionMode(ImageWriteParam.MODE_EXPLICIT);
    param.setCompressionQuality(quality);
  }

  /** Returns the bytes of a JPEG file with the image. */
  public byte[] encode(BufferedImage image) {
    bytes.reset();
    try {
      write(image, bytes);
    } catch (IOException e) {
      throw new UncheckedIOException("An image cannot be encoded as JPEG in memory", e);
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
          "Cannot write the picture " + target + ": free space there or choose another place", e);
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
