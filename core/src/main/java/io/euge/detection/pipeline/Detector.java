package io.euge.detection.pipeline;

import io.euge.TimeAccount;
import io.euge.detection.DetectionFields;
import io.euge.detection.DetectionOptions;
import io.euge.detection.family.FramePostprocessor;
import io.euge.inference.sharing.ModelLease;
import io.euge.model.Model;
import io.euge.video.FrameSource;
import java.util.ArrayList;
import java.util.List;

/**
 * Finds objects in videos with a leased model. Owns its buffers on the model's session, not the
 * lease: close the detector before the lease. For one thread and one video at a time; any number of
 * detectors share a session.
 *
 * <p>Frames are decoded and scaled straight into the slots of an off-heap batch, and nothing but
 * the results is allocated for a frame.
 */
public final class Detector implements AutoCloseable {
  private final FramePostprocessor postprocessor;
  private final List<FrameBatch> batches = new ArrayList<>();
  private Detections current;

  /** A detector that decodes and infers in turn, frame by frame: right on a CPU. */
  public Detector(ModelLease lease, DetectionOptions options) {
    this(lease, options, 1, 0);
  }

  /**
   * Creates a detector of boxes alone.
   *
   * @param batch how many frames one run of the network takes, at least 1
   * @param ahead how many batches are decoded ahead
   * @throws io.euge.EugeException when the options name a class the model does not have
   */
  public Detector(ModelLease lease, DetectionOptions options, int batch, int ahead) {
    this(lease, options, DetectionFields.BOXES, batch, ahead);
  }

  /**
   * @param wanted what is found beside boxes, where the model finds it; nothing is computed or kept
   *     for what is not wanted
   * @param batch how many frames one run of the network takes, at least 1
   * @param ahead how many batches are decoded ahead in a thread of their own while another is
   *     inferred; 0 decodes in the caller's thread
   * @throws io.euge.EugeException when the options name a class the model does not have
   */
  public Detector(
      ModelLease lease, DetectionOptions options, DetectionFields wanted, int batch, int ahead) {
    Model model = lease.model();
    DetectionModels.check(model);
    postprocessor = new FramePostprocessor(model, options, wanted);
    try {
      batches.add(
          new FrameBatch(model.input(), lease.workspace(batch), wanted.crops(), ahead == 0));
      for (int i = 0; i < ahead; i++) {
        batches.add(new FrameBatch(model.input(), lease.spare(batch), wanted.crops(), false));
      }
    } catch (RuntimeException | Error e) {
      close();
      throw e;
    }
  }

  /**
   * Detects in every frame that the source still has, in presentation order. The source stays the
   * caller's to close, after the result or this detector is closed. A result that is still open
   * from an earlier source ends here.
   *
   * @param frames read by one thread at a time, which need not be the caller's
   */
  public Detections detect(FrameSource frames) {
    return detect(frames, new TimeAccount());
  }

  /**
   * Detects as {@link #detect(FrameSource)}, and divides the time among its parts. What passes
   * between two calls of the result is charged to {@link io.euge.TaskPart#WRITING}.
   *
   * @param account of the thread that takes the results
   */
  public Detections detect(FrameSource frames, TimeAccount account) {
    if (current != null) {
      current.close();
    }
    BatchSource source =
        batches.size() == 1
            ? new OnDemand(batches.get(0), frames, account)
            : new Prefetch(batches, frames, account);
    current = new Detections(source, postprocessor, account);
    return current;
  }

  /** Stops decoding and frees the buffers. Closing twice is harmless. */
  @Override
  public void close() {
    if (current != null) {
      current.close();
    }
    batches.forEach(FrameBatch::close);
  }
}
