package io.euge.spark.source.reading;

import io.euge.spark.errors.ErrorSink;
import io.euge.spark.filter.RowSelection;
import io.euge.spark.source.planning.VideoPartition;
import io.euge.spark.source.rows.RowReaderFactory;
import io.euge.spark.storage.HadoopStorage;
import io.euge.video.DecodeOptions;
import java.time.ZoneId;
import org.apache.spark.sql.catalyst.InternalRow;
import org.apache.spark.sql.connector.read.InputPartition;
import org.apache.spark.sql.connector.read.PartitionReader;
import org.apache.spark.sql.connector.read.PartitionReaderFactory;

/**
 * What the executors need to read the segments of a scan. Made on the driver and serialized once
 * for each stage.
 *
 * @param storage where the videos are
 * @param zone the zone of times without an offset
 * @param decode with as many threads as a task has cores
 * @param errors where bad input goes
 * @param outcomes where the outcomes of the segments go; null if nobody asks for them
 */
public record SegmentReaderFactory(
    HadoopStorage storage,
    ZoneId zone,
    DecodeOptions decode,
    RowSelection selection,
    RowReaderFactory rows,
    ErrorSink errors,
    SegmentOutcomes outcomes)
    implements PartitionReaderFactory {
  @Override
  public PartitionReader<InternalRow> createReader(InputPartition partition) {
    return new VideoPartitionReader(this, (VideoPartition) partition);
  }
}
