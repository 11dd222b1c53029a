package io.euge.video;

import io.euge.video.decode.VideoReader;
import java.nio.ByteBuffer;

/** What tests do with frames. */
public final class Pixels {
  private Pixels() {}

  /** The current frame, unscaled, as RGB rows. */
  public static ByteBuffer unscaled(VideoReader reader) {
    Letterbox box = Letterbox.of(reader.width(), reader.height(), reader.width(), reader.height());
    ByteBuffer rgb = ByteBuffer.allocateDirect(box.bytes());
    reader.letterbox(box, rgb, 0);
    return rgb;
  }

  /** The color of a pixel, each channel either 0 or 1 for dark or light. */
  public static String color(ByteBuffer rgb, int width, int x, int y) {
    StringBuilder bits = new StringBuilder();
    for (int c = 0; c < 3; c++) {
      bits.append((rgb.get((y * width + x) * 3 + c) & 255) > 128 ? '1' : '0');
    }
    return switch (bits.toString()) {
      case "100" -> "red";
      case "010" -> "green";
      case "001" -> "blue";
      case "111" -> "white";
      default -> bits.toString();
    };
  }
}
