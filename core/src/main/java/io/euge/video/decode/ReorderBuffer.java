package io.euge.video.decode;

import static org.bytedeco.ffmpeg.global.avutil.av_frame_alloc;
import static org.bytedeco.ffmpeg.global.avutil.av_frame_free;
import static org.bytedeco.ffmpeg.global.avutil.av_frame_move_ref;
import static org.bytedeco.ffmpeg.global.avutil.av_frame_unref;

import io.euge.video.demux.PacketWindow;
import java.util.ArrayList;
import java.util.List;
import org.bytedeco.ffmpeg.avutil.AVFrame;

/**
 * Decoded frames in presentation order that are not output yet: a frame that refers to a later one
 * may only be output when that one has come out of the decoder without errors. Moves references,
 * copies no pixel.
 */
final class ReorderBuffer implements AutoCloseable {
  private final List<AVFrame> ring = new ArrayList<>();
  private int head;
  private int count;

  void add(AVFrame frame) {
    if (count == ring.size()) {
      ring.add(head, av_frame_alloc());
      head = (head + 1) % ring.size();
    }
    av_frame_move_ref(ring.get((head + count) % ring.size()), frame);
    count++;
  }

  boolean isEmpty() {
    return count == 0;
  }

  /** Returns whether it has more frames than a decoder reorders: what is awaited does not come. */
  boolean isFull() {
    return count > PacketWindow.REACH;
  }

  /** Returns the earliest. */
  AVFrame first() {
    return ring.get(head);
  }

  /** Moves the earliest into the target, and releases what that had. */
  void take(AVFrame target) {
    av_frame_unref(target);
    av_frame_move_ref(target, first());
    head = (head + 1) % ring.size();
    count--;
  }

  @Override
  public void close() {
    ring.forEach(frame -> av_frame_free(frame));
    ring.clear();
    count = 0;
  }
}
