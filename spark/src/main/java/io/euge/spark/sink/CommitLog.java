package io.euge.spark.sink;

import com.fasterxml.jackson.databind.ObjectMapper;
import io.euge.spark.storage.JsonFiles;
import java.io.IOException;
import java.util.List;
import java.util.Optional;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.Path;

/**
 * The last batch that was committed to a table: a file that appears whole, and with it the batch.
 */
final class CommitLog {
  private static final ObjectMapper JSON = new ObjectMapper();

  private final JsonFiles entries;

  CommitLog(Path directory, Configuration hadoop) throws IOException {
    this.entries = new JsonFiles(directory, hadoop, JSON);
  }

  /**
   * An entry of the log.
   *
   * @param number how many batches are committed
   */
  record Entry(long number, Commit commit) {}

  /** Returns the last entry; empty if there is none. */
  Optional<Entry> last() throws IOException {
    List<Long> numbers = entries.numbers();
    if (numbers.isEmpty()) {
      return Optional.empty();
    }
    long last = numbers.get(numbers.size() - 1);
    return entries.read(String.valueOf(last), Commit.class).map(commit -> new Entry(last, commit));
  }

  /** Adds an entry, and forgets those before it. Fails if another process has added it. */
  void add(Entry entry) throws IOException {
    entries.create(String.valueOf(entry.number()), entry.commit());
    for (long number : entries.numbers()) {
      if (number < entry.number()) {
        entries.delete(String.valueOf(number));
      }
    }
  }
}
