package io.euge.spark.source.stream;

import com.fasterxml.jackson.annotation.JsonAutoDetect.Visibility;
import com.fasterxml.jackson.annotation.PropertyAccessor;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationContext;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.deser.std.StdScalarDeserializer;
import com.fasterxml.jackson.databind.module.SimpleModule;
import com.fasterxml.jackson.databind.ser.std.ToStringSerializer;
import io.euge.EugeException;
import io.euge.file.IoReason;
import io.euge.spark.storage.JsonFiles;
import java.io.IOException;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.Path;

/**
 * The batches of a stream, in the directory that Spark's checkpoint has for a source. From time to
 * time one file is written that stands for all entries before it, so that neither the number of
 * files nor the time to read them grows with the number of batches.
 */
final class BatchLog {
  /** As many batches as Spark keeps in its own logs. */
  private static final int INTERVAL = 100;

  /** Those of a long stream of an earlier version are removed in several turns. */
  private static final int MOST_REMOVED = 1000;

  private static final ObjectMapper JSON =
      new ObjectMapper()
          .setVisibility(PropertyAccessor.ALL, Visibility.NONE)
          .setVisibility(PropertyAccessor.FIELD, Visibility.ANY)
          .setVisibility(PropertyAccessor.CREATOR, Visibility.ANY)
          .registerModule(
              new SimpleModule()
                  .addSerializer(Instant.class, ToStringSerializer.instance)
                  .addDeserializer(Instant.class, new InstantReader()));

  private static final class InstantReader extends StdScalarDeserializer<Instant> {
    private static final long serialVersionUID = 1L;

    InstantReader() {
      super(Instant.class);
    }

    @Override
    public Instant deserialize(JsonParser parser, DeserializationContext context)
        throws IOException {
      return Instant.parse(parser.getText());
    }
  }

  private final String directory;
  private final JsonFiles entries;
  private final JsonFiles states;

  /**
   * Where to begin to read the log.
   *
   * @param number of the last batch that the backlog has; negative if there is none
   */
  record Compacted(long number, Backlog backlog) {}

  /**
   * @param directory is created with the first entry
   */
  BatchLog(String directory, Configuration hadoop) {
    this.directory = directory;
    try {
      this.entries = new JsonFiles(new Path(directory), hadoop, JSON);
      this.states = new JsonFiles(new Path(directory, "compact"), hadoop, JSON);
    } catch (IOException e) {
      throw failure("Cannot use", e);
    }
  }

  /**
   * Returns an entry; empty if there is none yet.
   *
   * @throws EugeException if it cannot be read
   */
  Optional<LoggedBatch> read(long number) {
    return read(entries, number, LoggedBatch.class);
  }

  /**
   * Returns an entry.
   *
   * @throws EugeException if there is none, or it cannot be read
   */
  LoggedBatch require(long number) {
    return read(number)
        .orElseThrow(
            () ->
                new EugeException(
                    "Cannot resume from the checkpoint %s: batch %d is missing; use a new checkpoint"
                        .formatted(directory, number)));
  }

  /**
   * Returns the last state that is not after a batch; an empty one if there is none.
   *
   * @throws EugeException if it cannot be read
   */
  Compacted compacted(long most) {
    try {
      long number =
          states.numbers().stream().filter(each -> each <= most).reduce((a, b) -> b).orElse(-1L);
      if (number < 0) {
        requireFirst();
      }
      return read(states, number, BacklogState.class)
          .map(state -> new Compacted(number, Backlog.of(state)))
          .orElseGet(() -> new Compacted(-1, new Backlog()));
    } catch (IOException e) {
      throw failure("Cannot read", e);
    }
  }

  /** Checks that no entries were merged to a later state than is asked for. */
  private void requireFirst() throws IOException {
    List<Long> numbers = entries.numbers();
    if (!numbers.isEmpty() && numbers.get(0) > 0) {
      throw new EugeException(
          "Cannot read the checkpoint %s: it has no records of the batches before %d, which are asked for again; use a new one, or restore the table and Spark's checkpoint of the same time"
              .formatted(directory, numbers.get(0)));
    }
  }

  /**
   * Writes the state after a committed batch where one is due, and removes what is before the state
   * written last: a stream may be asked for its last batches again.
   *
   * @throws EugeException if it cannot be written
   */
  void compact(long number, Backlog backlog) {
    if ((number + 1) % INTERVAL != 0) {
      return;
    }
    try {
      long before =
          states.numbers().stream().filter(each -> each < number).reduce((a, b) -> b).orElse(-1L);
      states.replace(String.valueOf(number), backlog.state());
      removeUntil(entries, before);
      removeUntil(states, before - 1);
    } catch (IOException e) {
      throw failure("Cannot write to", e);
    }
  }

  private static void removeUntil(JsonFiles files, long last) throws IOException {
    List<Long> numbers = files.numbers();
    for (long number : numbers.subList(0, Math.min(MOST_REMOVED, numbers.size()))) {
      if (number <= last) {
        files.delete(String.valueOf(number));
      }
    }
  }

  private <T> Optional<T> read(JsonFiles files, long number, Class<T> type) {
    try {
      return files.read(String.valueOf(number), type);
    } catch (JsonProcessingException e) {
      throw new EugeException(
          "Cannot read the checkpoint %s: it was not written by this version of Euge, or is corrupt; use a new one"
              .formatted(files.path(String.valueOf(number))),
          e);
    } catch (IOException e) {
      throw failure("Cannot read", e);
    }
  }

  /**
   * Adds an entry, which must not be there yet.
   *
   * @throws EugeException if it cannot be written
   */
  void add(long number, LoggedBatch batch) {
    try {
      entries.create(String.valueOf(number), batch);
    } catch (IOException e) {
      throw failure("Cannot write to", e);
    }
  }

  private EugeException failure(String what, IOException cause) {
    return new EugeException(
        "%s the checkpoint %s: %s; make it readable and writable, or use another"
            .formatted(what, directory, IoReason.of(cause)),
        cause);
  }
}
