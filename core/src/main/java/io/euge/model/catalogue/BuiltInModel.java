package io.euge.model.catalogue;

import io.euge.file.AtomicFile;
import io.euge.file.IoReason;
import io.euge.file.Sha256;
import io.euge.model.ModelException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * A Darknet model whose files are in the jar of Euge, so that it is available on every machine.
 *
 * @param name the value of {@code --model}
 * @param purpose a description of one line
 * @param license the name of its license
 * @param classes the number of classes
 * @param inputWidth in pixels
 * @param inputHeight in pixels
 */
public record BuiltInModel(
    String name, String purpose, String license, int classes, int inputWidth, int inputHeight) {
  private static final List<String> EXTENSIONS = List.of(".cfg", ".weights", ".names");

  /** A file in the jar. */
  public record BundledFile(String name, long bytes, String sha256) {}

  /** Returns its files. */
  public List<BundledFile> files() {
    List<BundledFile> files = new ArrayList<>();
    contents()
        .forEach((file, bytes) -> files.add(new BundledFile(file, bytes.length, Sha256.of(bytes))));
    return files;
  }

  /** Returns the total size of all files in bytes. */
  public long bytes() {
    return files().stream().mapToLong(BundledFile::bytes).sum();
  }

  /**
   * Copies the files from the jar to a directory that is named after the model and a hash of its
   * files. Intact files are kept. Any number of processes may unpack concurrently, including those
   * of another version of Euge with different files.
   *
   * @param folder the parent of that directory; created if needed
   * @return the {@code .cfg}, with the other files in the same directory
   * @throws ModelException if a file cannot be written
   */
  public Path unpack(Path folder) {
    Map<String, byte[]> files = contents();
    List<String> hashes = new ArrayList<>();
    files.forEach((file, bytes) -> hashes.add(file + " " + Sha256.of(bytes)));
    Path target = folder.resolve(name + "-" + Sha256.of(hashes).substring(0, 16));
    try {
      Files.createDirectories(target);
      for (var file : files.entrySet()) {
        Path path = target.resolve(file.getKey());
        byte[] bytes = file.getValue();
        if (!Files.isRegularFile(path) || !Sha256.of(path).equals(Sha256.of(bytes))) {
          AtomicFile.write(target, hash -> file.getKey(), out -> out.write(bytes));
        }
      }
    } catch (IOException e) {
      throw new ModelException(
          "Cannot keep the model "
              + name
              + " in "
              + target
              + ": "
              + IoReason.of(e)
              + "; set EUGE_CACHE to a directory that can be written",
          e);
    }
    return target.resolve(name + EXTENSIONS.get(0));
  }

  /** Returns the content of the files by their names, the cfg first. */
  private Map<String, byte[]> contents() {
    Map<String, byte[]> files = new LinkedHashMap<>();
    for (String extension : EXTENSIONS) {
      String file = name + extension;
      try (InputStream in = BuiltInModel.class.getResourceAsStream(name + "/" + file)) {
        if (in == null) {
          throw new IllegalStateException("the jar of Euge lacks " + name + "/" + file);
        }
        files.put(file, in.readAllBytes());
      } catch (IOException e) {
        throw new IllegalStateException("the jar of Euge cannot be read", e);
      }
    }
    return files;
  }
}
