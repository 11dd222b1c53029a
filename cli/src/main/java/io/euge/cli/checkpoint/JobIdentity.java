package io.euge.cli.checkpoint;

import io.euge.spark.provenance.Provenance;
import io.euge.spark.sink.CommittedFormat;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.TreeSet;
import org.apache.hadoop.fs.Path;

/**
 * The settings that determine the table of a checkpoint and must not change between runs.
 *
 * @param id of the checkpoint, also stored in its table
 * @param output the table; null for one in the checkpoint, from which tracks are computed
 * @param format of the table
 * @param partitionBy partition columns; may be empty
 * @param columns other settings that the columns of the table depend on, by names that the user
 *     knows
 */
record JobIdentity(
    String id,
    Provenance provenance,
    String output,
    CommittedFormat format,
    List<String> partitionBy,
    SortedMap<String, String> columns) {
  private static final String DETECTIONS = "detections";

  JobIdentity {
    format = format == null ? CommittedFormat.PARQUET : format; // Written by earlier versions.
    partitionBy = List.copyOf(partitionBy);
    columns = columns == null ? new TreeMap<>() : columns; // The same.
  }

  /** Returns the differences to another job in words; empty if there are none. */
  List<String> differences(JobIdentity other) {
    List<String> all = new ArrayList<>();
    if ((output == null) != (other.output == null)) {
      return List.of("it was one of %s and is one of %s".formatted(commands(), other.commands()));
    }
    Provenance now = other.provenance;
    if (!provenance.modelSha256().equals(now.modelSha256())) {
      all.add(
          "the model was %s (SHA-256 %s) and is %s (%s)"
              .formatted(
                  provenance.model(), provenance.modelSha256(), now.model(), now.modelSha256()));
    }
    if (!provenance.version().equals(now.version())) {
      all.add("Euge was %s and is %s".formatted(provenance.version(), now.version()));
    }
    TreeSet<String> names = new TreeSet<>(provenance.options().keySet());
    names.addAll(now.options().keySet());
    for (String name : names) {
      add(all, "--" + name, provenance.options().get(name), now.options().get(name));
    }
    SortedMap<String, String> known = new TreeMap<>(columns);
    known.keySet().retainAll(other.columns.keySet());
    known.forEach((name, value) -> add(all, name, value, other.columns.get(name)));
    add(all, "--output", output, other.output);
    add(all, "--format", text(format), text(other.format));
    add(all, "--partition-by", text(partitionBy), text(other.partitionBy));
    return all;
  }

  /** Returns the path of the table. */
  String table(Path checkpoint) {
    return output == null ? new Path(checkpoint, DETECTIONS).toString() : output;
  }

  private String commands() {
    return output == null ? "euge track or euge count" : "euge detect";
  }

  private static String text(CommittedFormat format) {
    return format.name().toLowerCase(Locale.ROOT);
  }

  private static String text(List<String> columns) {
    return columns.isEmpty() ? null : String.join(",", columns);
  }

  private static void add(List<String> all, String name, String before, String now) {
    if (before == null ? now != null : !before.equals(now)) {
      all.add("%s was %s and is %s".formatted(name, shown(before), shown(now)));
    }
  }

  private static String shown(String value) {
    return value == null ? "not given" : value;
  }
}
