package io.euge.spark.source.rows;

import io.euge.TaskPart;
import io.euge.TimeAccount;
import io.euge.detection.DetectionFields;
import io.euge.detection.pipeline.Detector;
import io.euge.inference.EngineOptions;
import io.euge.inference.EngineType;
import io.euge.inference.sharing.ModelLease;
import io.euge.inference.sharing.SharingMode;
import io.euge.rendering.FramePicture;
import io.euge.spark.activity.PictureSender;
import io.euge.spark.activity.TaskPictures;
import io.euge.spark.conf.DetectionSettings;
import io.euge.spark.executor.ExecutorModels;
import io.euge.spark.executor.ModelReference;
import io.euge.spark.executor.TaskSlots;
import io.euge.spark.filter.FilteredFrames;
import io.euge.spark.provenance.VideoProvenance;
import org.apache.spark.sql.types.StructType;

/**
 * Leases the model in the task's executor and creates readers of its detections.
 *
 * @param provenance null if the columns lack it
 * @param threads the cores of one task
 */
public record DetectionRowReaderFactory(
    DetectionSettings settings,
    StructType columns,
    ModelReference model,
    VideoProvenance provenance,
    int threads)
    implements RowReaderFactory {
  @Override
  public TaskRows open(Closer task, TimeAccount account) {
    return new DetectionRows(task, account);
  }

  /** Leases the model for the task's first video that can be opened. */
  private final class DetectionRows implements TaskRows {
    private final Closer task;
    private final TimeAccount account;
    private ModelLease lease;
    private Detector detector;
    private DetectionArrays arrays;

    /** Null if nobody wants pictures. */
    private final TaskPictures pictures = settings.uiFrames() ? PictureSender.ofThisTask() : null;

    private final FramePicture picture = pictures == null ? null : new FramePicture();

    DetectionRows(Closer task, TimeAccount account) {
      this.task = task;
      this.account = account;
    }

    @Override
    public RowReader read(FilteredFrames frames, Closer segment) {
      if (detector == null) {
        account.enter(TaskPart.LOADING);
        DetectionFields wanted = DetectionArrays.required(columns);
        lease = task.register(lease());
        detector =
            task.register(
                new Detector(
                    lease,
                    settings.detection(),
                    wanted,
                    settings.batch(lease.device()),
                    settings.prefetch(lease.device())));
        arrays =
            new DetectionArrays(
                columns,
                lease.model().labels(),
                wanted.crops() ? task.register(new CropEncoder(settings.crops())) : null);
        account.enter(TaskPart.OPENING);
      }
      PictureFrames pictured =
          pictures == null
              ? null
              : new PictureFrames(frames, frames.recording().path(), pictures, picture);
      return new DetectionRowReader(
          segment.register(detector.detect(pictured == null ? frames : pictured, account)),
          arrays,
          new FrameRow(columns, frames.recording(), provenance),
          pictured);
    }
  }

  /** Returns how many tasks run a copy at once. */
  private int runs() {
    return settings.sharing() == SharingMode.TASK ? 1 : TaskSlots.ofThisProcess(threads);
  }

  private ModelLease lease() {
    EngineOptions options =
        EngineOptions.DEFAULT
            .withEngine(settings.engine(), settings.precision())
            .withIntraOpThreads(threads)
            .withConcurrentRuns(settings.engine() == EngineType.OPENVINO ? runs() : 1)
            .withCompiled(settings.compiled())
            .withBatching(settings.batching());
    return ExecutorModels.ofThisProcess()
        .lease(model, settings.device(), options, settings.sharing());
  }
}
