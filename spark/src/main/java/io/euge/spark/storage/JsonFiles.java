package io.euge.spark.storage;

import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.FileNotFoundException;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.util.ArrayList;
import java.util.Collections;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.CreateFlag;
import org.apache.hadoop.fs.FSError;
import org.apache.hadoop.fs.FileContext;
import org.apache.hadoop.fs.FileStatus;
import org.apache.hadoop.fs.Options.CreateOpts;
import org.apache.hadoop.fs.Options.Rename;
import org.apache.hadoop.fs.Path;
import org.apache.hadoop.fs.RemoteIterator;

/** Small JSON files in a directory, each of which is written atomically. */
public final class JsonFiles {
  private final Path directory;
  private final FileContext files;
  private final ObjectMapper json;

  /**
   * @param directory is created with the first file
   */
  public JsonFiles(Path directory, Configuration hadoop, ObjectMapper json) throws IOException {
    this.directory = directory.getFileSystem(hadoop).makeQualified(directory);
    this.files = FileContext.getFileContext(this.directory.toUri(), hadoop);
    this.json = json;
  }

  public Path path(String name) {
    return new Path(directory, name);
  }

  /**
   * Returns the content of a file; empty if there is none.
   *
   * @throws com.fasterxml.jackson.core.JsonProcessingException if it has another content
   */
  public <T> Optional<T> read(String name, Class<T> type) throws IOException {
    try (InputStream text = files.open(path(name))) {
      return Optional.of(json.readValue(text, type));
    } catch (FileNotFoundException e) {
      return Optional.empty();
    }
  }

  /** Creates a file. Fails if it is there already. */
  public void create(String name, Object content) throws IOException {
    write(name, content, Rename.NONE);
  }

  /** Creates a file, or replaces the one that is there. */
  public void replace(String name, Object content) throws IOException {
    write(name, content, Rename.OVERWRITE);
  }

  private void write(String name, Object content, Rename how) throws IOException {
    Path unfinished = path("." + name + ".tmp");
    try (OutputStream text =
        files.create(
            unfinished,
            EnumSet.of(CreateFlag.CREATE, CreateFlag.OVERWRITE),
            CreateOpts.createParent())) {
      json.writeValue(text, content);
    } catch (FSError e) {
      throw FullDisk.exception(e);
    }
    files.rename(unfinished, path(name), how);
  }

  /** Returns the names that are numbers, in their order. */
  public List<Long> numbers() throws IOException {
    List<Long> numbers = new ArrayList<>();
    try {
      RemoteIterator<FileStatus> all = files.listStatus(directory);
      while (all.hasNext()) {
        String name = all.next().getPath().getName();
        if (name.matches("\\d{1,18}")) {
          numbers.add(Long.parseLong(name));
        }
      }
    } catch (FileNotFoundException e) {
      return List.of();
    }
    Collections.sort(numbers);
    return numbers;
  }

  /** Removes a file, if it is there. */
  public void delete(String name) throws IOException {
    files.delete(path(name), false);
  }
}
