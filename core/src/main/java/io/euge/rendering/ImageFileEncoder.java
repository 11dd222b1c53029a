package io.euge.rendering;

import io.euge.EugeException;
import io.euge.file.IoReason;
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

/** Encodes images as JPEG files with the JDK's encoder. Not thread-safe. */
public final class ImageFileEncoder implements AutoCloseable {
  private final ImageWriter writer;
  private final ImageWriteParam param;
  private final ByteArrayOutputStream bytes = new ByteArrayOutputStream();

  private ImageFileEncoder(float quality) {
    writer = ImageIO.getImageWritersByFormatName("jpeg").next();
    param = writer.getDefaultWriteParam();
    param.setCompressionMode(ImageWriteParam.MODE_EXPLICIT);
    param.setCompressionQuality(quality);
  }

  /**
   * Returns an encoder of JPEG files.
   *
   * @param quality in (0, 1]; a higher one makes larger files
   */
  public static ImageFileEncoder jpeg(float quality) {
    return new ImageFileEncoder(quality);
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
  public static void writeJpeg(BufferedImage image, float quality, Path target) {
    try (ImageFileEncoder encoder = jpeg(quality);
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
