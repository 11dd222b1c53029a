package io.euge.spark.sink;

import java.util.Map;
import java.util.TreeMap;

/**
 * The files of a committed batch.
 *
 * @param checkpoint identifies the checkpoint of the stream that writes the table
 * @param files where each appears in the table, by where the batch's job wrote it; both are
 *     relative to the table
 * @param totals of this batch and all before it
 */
record Commit(String checkpoint, Map<String, String> files, TableTotals totals) {
  Commit {
    files = new TreeMap<>(files);
  }
}
