package io.euge.rendering;

import io.euge.EugeException;
import java.awt.image.BufferedImage;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import javax.imageio.IIOImage;
import javax.imageio.ImageIO;
import javax.imageio.ImageWriteParam;
import javax.imageio.ImageWriter;
import javax.imageio.stream.MemoryCacheImageOutputStream;

/** A picture as a JPEG. */
public final class Still {
  private Still() {}

  /**
   * Writes a picture.
   *
   * @param quality from 0, small, to 1, good
   * @param target overwritten if it is there
   * @throws EugeException if it cannot be written
   */
  public static void write(BufferedImage picture, float quality, Path target) {
    ImageWriter writer = ImageIO.getImageWritersByFormatName("jpeg").next();
    try (OutputStream out = Files.newOutputStream(target);
        MemoryCacheImageOutputStream bytes = new MemoryCacheImageOutputStream(out)) {
      ImageWriteParam param = writer.getDefaultWriteParam();
      param.setCompressionMode(ImageWriteParam.MODE_EXPLICIT);
      param.setCompressionQuality(quality);
      writer.setOutput(bytes);
      writer.write(null, new IIOImage(picture, null, null), param);
    } catch (IOException e) {
      throw new EugeException(
          "Cannot write the picture " + target + ": free space there or choose another place", e);
    } finally {
      writer.dispose();
    }
  }
}
