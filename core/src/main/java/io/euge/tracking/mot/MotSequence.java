package io.euge.tracking.mot;

import io.euge.tracking.FrameBoxes;
import io.euge.tracking.TrackedBoxes;
import io.euge.tracking.Tracker;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/** Tracks the detections of one sequence in MOT text, whose frames are numbered without gaps. */
public final class MotSequence {
  private final List<MotBox> boxes;

  /** Creates a sequence of detections, in any order. */
  public MotSequence(List<MotBox> detections) {
    boxes = new ArrayList<>(detections);
    boxes.sort(Comparator.comparingInt(MotBox::frame));
  }

  /** Receives the tracks of one frame. */
  public interface Output {
    /** Takes a box, in the order of frames and tracks. */
    void write(MotBox box) throws IOException;
  }

  /** Tracks all frames, from frame 1 to the last with detections. */
  public void track(Tracker tracker, double frameRate, Output output) throws IOException {
    track(tracker, frameRate, 1, output);
  }

  /**
   * Tracks every n-th frame, from frame 1 to the last with detections. Frames without detections
   * are tracked too.
   */
  public void track(Tracker tracker, double frameRate, int every, Output output)
      throws IOException {
    FrameBoxes frame = new FrameBoxes();
    int last = boxes.isEmpty() ? 0 : boxes.get(boxes.size() - 1).frame();
    int next = 0;
    for (long number = 1; number <= last; number++) {
      frame.clear();
      for (; next < boxes.size() && boxes.get(next).frame() == number; next++) {
        MotBox box = boxes.get(next);
        frame.add(box.confidence(), box.x(), box.y(), box.width(), box.height());
      }
      if ((number - 1) % every == 0) {
        write(tracker.track((number - 1) / frameRate, frame), (int) number, output);
      }
    }
  }

  private static void write(TrackedBoxes tracks, int frame, Output output) throws IOException {
    for (int i = 0; i < tracks.count(); i++) {
      output.write(
          new MotBox(
              frame,
              tracks.track(i),
              tracks.x(i),
              tracks.y(i),
              tracks.width(i),
              tracks.height(i),
              tracks.confidence(i)));
    }
  }
}
