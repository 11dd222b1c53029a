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
import java.io.FileNotFoundException;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.time.Instant;
import java.util.EnumSet;
import java.util.Optional;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.CreateFlag;
import org.apache.hadoop.fs.FileContext;
import org.apache.hadoop.fs.Options.CreateOpts;
import org.apache.hadoop.fs.Options.Rename;
import org.apache.hadoop.fs.Path;

/**
 * The batches of a stream, a JSON file each, in the folder that Spark's checkpoint has for a source.
 * A file appears whole or not at all.
 */
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

  private final Path directory;
  private final FileContext files;

  /**
   * @param directory is created with the first entry
   */
  BatchLog(String directory, Configuration hadoop) {
    this.directory = new Path(directory);
    try {
      this.files = FileContext.getFileContext(this.directory.toUri(), hadoop);
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
    try (InputStream text = files.open(entry(number))) {
      return Optional.of(JSON.readValue(text, LoggedBatch.class));
    } catch (FileNotFoundException e) {
      return Optional.empty();
    } catch (JsonProcessingException e) {
      throw new EugeException(
          "Cannot read the checkpoint %s: it was not written by this version of Euge, or is damaged; use a new one"
              .formatted(entry(number)),
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
    Path unfinished = new Path(directory, "." + number + ".tmp");
    try {
      try (OutputStream text =
          files.create(
              unfinished,
              EnumSet.of(CreateFlag.CREATE, CreateFlag.OVERWRITE),
              CreateOpts.createParent())) {
        JSON.writeValue(text, batch);
      }
      files.rename(unfinished, entry(number), Rename.NONE);
    } catch (IOException e) {
      throw failure("Cannot write to", e);
    }
  }

  private Path entry(long number) {
    return new Path(directory, String.valueOf(number));
  }

  private EugeException failure(String what, IOException cause) {
    return new EugeException(
        "%s the checkpoint %s: %s; make it readable and writable, or use another"
            .formatted(what, directory, IoReason.of(cause)),
        cause);
  }
}
