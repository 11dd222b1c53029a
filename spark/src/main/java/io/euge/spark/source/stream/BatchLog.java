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
import java.util.Optional;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.Path;

/** The batches of a stream, in the folder that Spark's checkpoint has for a source. */
final class BatchLog {
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

  /**
   * @param directory is created with the first entry
   */
  BatchLog(String directory, Configuration hadoop) {
    this.directory = directory;
    try {
      this.entries = new JsonFiles(new Path(directory), hadoop, JSON);
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
    try {
      return entries.read(String.valueOf(number), LoggedBatch.class);
    } catch (JsonProcessingException e) {
      throw new EugeException(
          "Cannot read the checkpoint %s: it was not written by this version of Euge, or is corrupt; use a new one"
              .formatted(entries.path(String.valueOf(number))),
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
