package io.euge.bench.sharing;

import io.euge.detection.DetectionOptions;
import io.euge.detection.FrameDetections;
import io.euge.detection.pipeline.Detections;
import io.euge.detection.pipeline.Detector;
import io.euge.device.Device;
import io.euge.inference.sharing.ModelLease;
import io.euge.inference.sharing.SharedModels;
import io.euge.model.Model;
import io.euge.video.DecodeOptions;
import io.euge.video.decode.VideoReader;
import java.nio.file.Path;

/**
 * A task with the same steps as the Spark job's reader: a lease, a detector and a video read from
 * its start. Not thread-safe.
 */
final class Task implements AutoCloseable {
  private final Path file;
  private final ModelLease lease;
  private final Detector detector;
  private VideoReader video;
  private Detections detections;

  /** Acquires the model as the variant specifies: loaded for this task, or shared. */
  Task(SharedModels models, Model model, Path file, SharingVariant variant) {
    this.file = file;
    lease = models.acquire(model, Device.CPU, variant.options(), variant.mode());
    try {
      detector = new Detector(lease, DetectionOptions.DEFAULT);
    } catch (RuntimeException | Error e) {
      lease.close();
      throw e;
    }
  }

  /** Returns the detections of the next frame; after the last frame, of the first one again. */
  FrameDetections next() {
    if (detections == null || !detections.hasNext()) {
      rewind();
    }
    return detections.next();
  }

  /** Returns the hash of the first {@code frames} frames of the video. */
  String clip(int frames) {
    rewind();
    Digest digest = new Digest();
    for (int frame = 0; frame < frames; frame++) {
      digest.add(next());
    }
    return digest.finish();
  }

  long run(int frames) {
    for (int frame = 0; frame < frames; frame++) {
      next();
    }
    return frames;
  }

  private void rewind() {
    closeVideo();
    video = VideoReader.open(file, DecodeOptions.DEFAULT);
    detections = detector.detect(video);
  }

  private void closeVideo() {
    if (video != null) {
      detections.close();
      video.close();
      video = null;
    }
  }

  @Override
  public void close() {
    closeVideo();
    detector.close();
    lease.close();
  }
}
