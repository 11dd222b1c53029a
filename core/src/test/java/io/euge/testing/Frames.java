package io.euge.testing;

import io.euge.video.Letterbox;
import io.euge.video.decode.VideoReader;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.zip.CRC32C;

/** The frames of a video, each as a line that is equal only if index, time and pixels are. */
public final class Frames {
  private Frames() {}

  /** All frames from here on. */
  public static List<String> of(VideoReader reader) {
    return of(reader, Integer.MAX_VALUE);
  }

  /** At most so many frames from here on. */
  public static List<String> of(VideoReader reader, int most) {
    List<String> frames = new ArrayList<>();
    ByteBuffer rgb = null;
    CRC32C hash = new CRC32C();
    while (frames.size() < most && reader.next()) {
      Letterbox box = Letterbox.of(reader.width(), reader.height(), 320, 320);
      if (rgb == null) {
        rgb = ByteBuffer.allocateDirect(box.bytes());
      }
      reader.letterbox(box, rgb, 0);
      hash.reset();
      hash.update(rgb.duplicate().clear());
      frames.add(reader.frame() + " " + reader.seconds() + " " + Long.toHexString(hash.getValue()));
    }
    return frames;
  }
}
