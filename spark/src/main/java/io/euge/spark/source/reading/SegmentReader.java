package io.euge.spark.source.reading;

import io.euge.video.VideoException;
import java.util.List;
import org.apache.spark.sql.catalyst.InternalRow;
import org.apache.spark.sql.connector.read.PartitionReader;

/** Reads the rows of one segment. */
interface SegmentReader extends PartitionReader<InternalRow> {
  /** The damage that was read over; may be asked after closing. */
  List<VideoException> damage();
}
