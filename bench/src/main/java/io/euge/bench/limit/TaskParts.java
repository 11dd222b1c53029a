package io.euge.bench.limit;

import io.euge.TaskPart;
import io.euge.TimeAccount;
import io.euge.cli.job.WorkerThreads;
import io.euge.detection.DetectionOptions;
import io.euge.detection.pipeline.DetectionModels;
import io.euge.detection.pipeline.Detections;
import io.euge.detection.pipeline.Detector;
import io.euge.device.Device;
import io.euge.inference.EngineOptions;
import io.euge.inference.Workspace;
import io.euge.inference.sharing.ModelLease;
import io.euge.inference.sharing.SharedModels;
import io.euge.inference.sharing.SharingMode;
import io.euge.model.Model;
import io.euge.video.DecodeOptions;
import io.euge.video.Letterbox;
import io.euge.video.decode.VideoReader;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.Callable;

/**
 * Measures the parts of one task's work on a video, separately and together. Each thread makes one
 * pass over the video; rates are the frames per second of all threads.
 *
 * @param frames of the video
 */
record TaskParts(SharedModels models, Model model, Path video, long frames) {
  /**
   * The options that the Spark job uses for a task with one core, so that both lease the same
   * session.
   */
  private static final EngineOptions OPTIONS = EngineOptions.DEFAULT.withIntraOpThreads(1);

  /** Returns the number of frames of a video, by decoding all of them. */
  static long frames(Model model, Path video) {
    return decode(model, video);
  }

  /**
   * Measures inference on the video's first frame, repeated for the number of frames in the video.
   */
  double inference(int threads) throws Exception {
    try (ModelLease lease = lease();
        WorkerThreads crew = new WorkerThreads(threads)) {
      List<Workspace> workspaces = new ArrayList<>();
      try {
        List<Callable<Long>> work = new ArrayList<>();
        for (int i = 0; i < threads; i++) {
          Workspace workspace = lease.workspace(1);
          workspaces.add(workspace);
          fillWithFirstFrame(workspace);
          work.add(() -> infer(workspace));
        }
        return crew.rate(work);
      } finally {
        workspaces.forEach(Workspace::close);
      }
    }
  }

  private long infer(Workspace workspace) {
    for (long frame = 0; frame < frames; frame++) {
      workspace.run(1);
    }
    return frames;
  }

  private void fillWithFirstFrame(Workspace workspace) {
    try (VideoReader reader = VideoReader.open(video, DecodeOptions.DEFAULT)) {
      reader.next();
      reader.letterbox(letterbox(model, reader), workspace.input(), 0);
    }
  }

  /** Measures opening, decoding and scaling. */
  double decoding(int threads) throws Exception {
    return rate(threads, () -> decode(model, video));
  }

  private static long decode(Model model, Path video) {
    java.nio.ByteBuffer canvas =
        java.nio.ByteBuffer.allocateDirect(
                model.input().width() * model.input().height() * Letterbox.CHANNELS + 128)
            .alignedSlice(64);
    long frames = 0;
    try (VideoReader reader = VideoReader.open(video, DecodeOptions.DEFAULT)) {
      Letterbox letterbox = null;
      while (reader.next()) {
        letterbox = letterbox == null ? letterbox(model, reader) : letterbox;
        reader.letterbox(letterbox, canvas, 0);
        frames++;
      }
    }
    return frames;
  }

  /** Measures all steps of a task: lease, open, decode, scale, infer, postprocess. */
  double together(int threads) throws Exception {
    // One lease is held during the measurement so that the model is not loaded for each pass.
    try (ModelLease loaded = lease()) {
      return rate(threads, () -> detect(new TimeAccount()));
    }
  }

  /** Returns the breakdown of the time of one pass. */
  TimeAccount account() {
    try (ModelLease loaded = lease()) {
      TimeAccount account = new TimeAccount();
      detect(account);
      account.settle();
      return account;
    }
  }

  private long detect(TimeAccount account) {
    long found = 0;
    account.enter(TaskPart.OPENING);
    try (ModelLease lease = lease();
        VideoReader reader = VideoReader.open(video, DecodeOptions.DEFAULT);
        Detector detector = new Detector(lease, DetectionOptions.DEFAULT);
        Detections detections = detector.detect(reader, account)) {
      while (detections.hasNext()) {
        detections.next();
        found++;
      }
    }
    return found;
  }

  private static double rate(int threads, Callable<Long> pass) throws Exception {
    try (WorkerThreads crew = new WorkerThreads(threads)) {
      return crew.rate(Collections.nCopies(threads, pass));
    }
  }

  private ModelLease lease() {
    return models.acquire(model, Device.CPU, OPTIONS, SharingMode.PROCESS);
  }

  private static Letterbox letterbox(Model model, VideoReader reader) {
    return Letterbox.of(
        reader.width(),
        reader.height(),
        reader.pixelAspectRatio(),
        DetectionModels.canvas(model.input()));
  }
}
