package io.euge.spark.source.rows;

import io.euge.video.decode.VideoReader;
import java.awt.image.BufferedImage;
import java.awt.image.DataBufferByte;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import javax.imageio.IIOImage;
import javax.imageio.ImageIO;
import javax.imageio.ImageWriteParam;
import javax.imageio.ImageWriter;
import javax.imageio.stream.MemoryCacheImageOutputStream;

/** Makes JPEG files of frames, with the JDK's encoder. */
final class JpegEncoder implements AutoCloseable {
  private final ImageWriter writer = ImageIO.getImageWritersByFormatName("jpeg").next();
  private final ImageWriteParam quality = writer.getDefaultWriteParam();
  private final ByteArrayOutputStream file = new ByteArrayOutputStream();
  private BufferedImage image = new BufferedImage(1, 1, BufferedImage.TYPE_3BYTE_BGR);

  /**
   * @param quality from 1 to 100
   */
  JpegEncoder(int quality) {
    this.quality.setCompressionMode(ImageWriteParam.MODE_EXPLICIT);
    this.quality.setCompressionQuality(quality / 100f);
  }

  /** The bytes of a file with the current frame as displayed. */
  byte[] encode(VideoReader video, Bgr pixels) {
    if (image.getWidth() != video.width() || image.getHeight() != video.height()) {
      image = new BufferedImage(video.width(), video.height(), BufferedImage.TYPE_3BYTE_BGR);
    }
    pixels.of(video, ((DataBufferByte) image.getRaster().getDataBuffer()).getData());
    file.reset();
    try (MemoryCacheImageOutputStream out = new MemoryCacheImageOutputStream(file)) {
      writer.setOutput(out);
      writer.write(null, new IIOImage(image, null, null), quality);
    } catch (IOException e) {
      throw new UncheckedIOException("A frame cannot be made a JPEG file in memory", e);
    }
    return file.toByteArray();
  }

  @Override
  public void close() {
    writer.dispose();
  }
}
