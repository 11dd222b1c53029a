package io.euge.spark.sink;

import java.util.Map;
import java.util.TreeMap;

/**
 * The files of a committed batch.
 *
 * @param files where each appears in the table, by where the batch's job wrote it; both are relative
 *     to the table
 */
record Commit(Map<String, String> files) {
  Commit {
    files = new TreeMap<>(files);
  }
}
