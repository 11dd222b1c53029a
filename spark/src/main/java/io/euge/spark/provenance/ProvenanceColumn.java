package io.euge.spark.provenance;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.euge.spark.recording.Recording;
import java.util.Arrays;
import java.util.SortedMap;
import java.util.concurrent.TimeUnit;
import org.apache.spark.sql.catalyst.InternalRow;
import org.apache.spark.sql.catalyst.expressions.GenericInternalRow;
import org.apache.spark.sql.types.DataTypes;
import org.apache.spark.sql.types.StructType;
import org.apache.spark.unsafe.types.UTF8String;

/** The column {@code provenance}: a struct that is the same in all rows of a video. */
public final class ProvenanceColumn {
  public static final String NAME = "provenance";

  /** Options are a JSON object of texts. */
  public static final StructType TYPE =
      new StructType()
          .add("model", DataTypes.StringType, false)
          .add("modelSha256", DataTypes.StringType, false)
          .add("version", DataTypes.StringType, false)
          .add("options", DataTypes.StringType, false)
          .add("videoBytes", DataTypes.LongType, true)
          .add("videoModified", DataTypes.TimestampType, true);

  private ProvenanceColumn() {}

  /**
   * Returns the type of the column.
   *
   * @param contentHash whether it has the SHA-256 of a video's file
   */
  public static StructType type(boolean contentHash) {
    return contentHash ? TYPE.add("videoSha256", DataTypes.StringType, true) : TYPE;
  }

  /**
   * Returns the value of a video's rows.
   *
   * @param contentHash null if the type lacks it
   */
  static InternalRow value(Provenance provenance, Recording video, String contentHash) {
    Object[] values = {
      UTF8String.fromString(provenance.model()),
      UTF8String.fromString(provenance.modelSha256()),
      UTF8String.fromString(provenance.version()),
      UTF8String.fromString(json(provenance.options())),
      video.bytes() == Recording.UNKNOWN_SIZE ? null : (Long) video.bytes(),
      video.modified() == Recording.UNKNOWN_TIME
          ? null
          : (Long) TimeUnit.MILLISECONDS.toMicros(video.modified()),
      UTF8String.fromString(contentHash)
    };
    return new GenericInternalRow(
        contentHash == null ? Arrays.copyOf(values, TYPE.length()) : values);
  }

  /** Returns options as a JSON object of texts. */
  public static String json(SortedMap<String, String> options) {
    try {
      return new ObjectMapper().writeValueAsString(options);
    } catch (JsonProcessingException e) {
      throw new IllegalStateException("a map of texts is JSON", e);
    }
  }
}
