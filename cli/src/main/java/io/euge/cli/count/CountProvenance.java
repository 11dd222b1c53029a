package io.euge.cli.count;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.euge.EugeVersion;
import io.euge.file.Sha256;
import io.euge.spark.provenance.ProvenanceColumn;
import io.euge.spark.tracking.TrackProvenance;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/**
 * The provenance of counts: that of the tracks of each video, the lines file, and the version of
 * Euge that counted.
 *
 * @param ofTracks a JSON object for each video whose table records it
 * @param linesSha256 of the lines file
 */
record CountProvenance(Map<String, String> ofTracks, String linesSha256) {
  private static final List<String> OF_COUNTS = List.of("linesSha256", "countVersion");

  /** Returns the provenance of counts by lines, of no video yet. */
  static CountProvenance by(Path lines) {
    return new CountProvenance(new HashMap<>(), Sha256.of(lines));
  }

  /**
   * Records that of a video.
   *
   * @param tracks a JSON object; null if unknown
   */
  void put(String video, String tracks) {
    if (tracks != null) {
      ofTracks.put(video, tracks);
    }
  }

  /** Returns the columns that it has in CSV, which has no objects. */
  static List<String> columns() {
    return Stream.concat(Stream.of(TrackProvenance.TYPE.fieldNames()), OF_COUNTS.stream()).toList();
  }

  /** Adds the value of a row to its fields. */
  void addTo(Map<String, Object> row, String video, CountFormat format) {
    Map<String, Object> value = value(video);
    if (format == CountFormat.JSON) {
      row.put(ProvenanceColumn.NAME, value);
    } else {
      row.putAll(value);
    }
  }

  private Map<String, Object> value(String video) {
    Map<String, Object> value = new LinkedHashMap<>();
    columns().forEach(name -> value.put(name, null));
    String tracks = ofTracks.get(video);
    if (tracks != null) {
      try {
        Map<?, ?> known = new ObjectMapper().readValue(tracks, Map.class);
        known.forEach((name, one) -> value.put(name.toString(), one));
      } catch (JsonProcessingException e) {
        throw new IllegalStateException("Spark writes JSON", e);
      }
    }
    value.put("linesSha256", linesSha256);
    value.put("countVersion", EugeVersion.current());
    return value;
  }
}
