package io.euge.spark;

import org.apache.spark.sql.catalyst.InternalRow;
import org.apache.spark.sql.connector.read.InputPartition;
import org.apache.spark.sql.connector.read.PartitionReader;
import org.apache.spark.sql.connector.read.PartitionReaderFactory;
import org.apache.spark.sql.types.StructType;

/**
 * Carries to the executors what a task needs to know.
 *
 * @param videos where the videos are
 * @param model null when no column needs one
 * @param threads the processors of one task, {@code spark.task.cpus}
 */
record DetectionsReaderFactory(
    Settings settings, StructType columns, HadoopVideos videos, ModelReference model, int threads)
    implements PartitionReaderFactory {

  @Override
  public PartitionReader<InternalRow> createReader(InputPartition partition) {
    return new DetectionsReader(this, (VideoPartition) partition);
  }
}
