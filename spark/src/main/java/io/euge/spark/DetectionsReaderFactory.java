package io.euge.spark;

import io.euge.video.DecodeOptions;
import org.apache.spark.sql.catalyst.InternalRow;
import org.apache.spark.sql.connector.read.InputPartition;
import org.apache.spark.sql.connector.read.PartitionReader;
import org.apache.spark.sql.connector.read.PartitionReaderFactory;
import org.apache.spark.sql.types.StructType;

/**
 * Carries to the executors what a task needs to know.
 *
 * @param model null when no column needs one
 * @param threads the processors of one task, {@code spark.task.cpus}
 */
record DetectionsReaderFactory(
    Settings settings, StructType columns, ModelReference model, int threads, ErrorSink errors)
    implements PartitionReaderFactory {

  @Override
  public PartitionReader<InternalRow> createReader(InputPartition partition) {
    VideoPartition segment = (VideoPartition) partition;
    return new TolerantReader(
        errors,
        segment,
        new SegmentTrial(segment, decode()),
        () -> new DetectionsReader(this, segment));
  }

  DecodeOptions decode() {
    return DecodeOptions.DEFAULT.withThreads(threads).withTolerance(errors.tolerant());
  }
}
