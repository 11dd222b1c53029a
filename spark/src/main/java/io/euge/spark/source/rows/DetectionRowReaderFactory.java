package io.euge.spark.source.rows;

import io.euge.detection.pipeline.Detector;
import io.euge.inference.EngineOptions;
import io.euge.inference.sharing.ModelLease;
import io.euge.spark.conf.DetectionSettings;
import io.euge.spark.executor.ExecutorModels;
import io.euge.spark.executor.ModelReference;
import io.euge.spark.filter.FilteredFrames;
import org.apache.spark.sql.types.StructType;

/**
 * Leases the model in the task's executor and creates a reader of what it detects.
 *
 * @param threads the processors of one task
 */
public record DetectionRowReaderFactory(
    DetectionSettings settings, StructType columns, ModelReference model, int threads)
    implements RowReaderFactory {
  @Override
  public RowReader create(FilteredFrames frames, Closer closer) {
    ModelLease lease = closer.register(lease());
    Detector detector =
        closer.register(
            new Detector(
                lease, settings.detection(), settings.batch(), settings.prefetch(lease.device())));
    return new DetectionRowReader(
        closer.register(detector.detect(frames)),
        lease.model().labels(),
        new FrameRow(columns, frames.recording()));
  }

  private ModelLease lease() {
    EngineOptions options =
        EngineOptions.DEFAULT
            .withIntraOpThreads(threads)
            .withCompiled(settings.compiled())
            .withBatching(settings.batching());
    return ExecutorModels.ofThisProcess()
        .lease(model, settings.device(), options, settings.sharing());
  }
}
