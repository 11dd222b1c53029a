package io.euge.spark.source.rows;

import io.euge.video.FrameSource;
import io.euge.video.write.JpegEncoder;
import java.awt.image.BufferedImage;
import java.awt.image.DataBufferByte;

/** Encodes a frame as the bytes of a JPEG file. */
final class JpegImageEncoder implements ImageEncoder, AutoCloseable {
  private final BgrConverter pixels = new BgrConverter();
  private final JpegEncoder encoder;
  private BufferedImage image = new BufferedImage(1, 1, BufferedImage.TYPE_3BYTE_BGR);

  /**
   * @param quality from 1 to 100
   */
  JpegImageEncoder(int quality) {
    encoder = new JpegEncoder(quality / 100f);
  }

  @Override
  public Object encode(FrameSource frame) {
    if (image.getWidth() != frame.width() || image.getHeight() != frame.height()) {
      image = new BufferedImage(frame.width(), frame.height(), BufferedImage.TYPE_3BYTE_BGR);
    }
    pixels.convert(frame, ((DataBufferByte) image.getRaster().getDataBuffer()).getData());
    return encoder.encode(image);
  }

  @Override
  public void close() {
    encoder.close();
  }
}
