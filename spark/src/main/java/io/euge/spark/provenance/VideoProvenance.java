package io.euge.spark.provenance;

import io.euge.spark.recording.Recording;
import io.euge.spark.storage.HadoopStorage;
import java.io.Serializable;
import org.apache.spark.sql.catalyst.InternalRow;

/**
 * What the rows of videos follow from, for the tasks that read them.
 *
 * @param storage where the videos are, for the hashes of their files; null for none
 */
public record VideoProvenance(Provenance provenance, HadoopStorage storage)
    implements Serializable {
  /**
   * Returns the value of a video's rows.
   *
   * @throws io.euge.EugeException if the file cannot be read for its hash
   */
  public InternalRow value(Recording video) {
    String hash = storage == null ? null : storage.sha256(video);
    return ProvenanceColumn.value(provenance, video, hash);
  }
}
