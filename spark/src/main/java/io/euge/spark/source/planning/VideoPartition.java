package io.euge.spark.source.planning;

import java.util.List;
import org.apache.spark.sql.connector.read.InputPartition;

/**
 * The work of one task.
 *
 * @param segments at least one, read in this order
 */
public record VideoPartition(List<VideoSegment> segments) implements InputPartition {
  public VideoPartition {
    segments = List.copyOf(segments);
  }
}
