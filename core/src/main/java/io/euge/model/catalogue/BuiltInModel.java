package io.euge.model.catalogue;

import io.euge.file.AtomicFile;
import io.euge.file.Sha256;
import io.euge.model.ModelException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * A Darknet model whose files come with Euge, in its jar: always here, on every machine.
 *
 * @param name what {@code --model} takes
 * @param purpose one line for people
 * @param licence its name
 * @param classes that it tells apart
 * @param inputWidth in pixels
 * @param inputHeight in pixels
 */
public record BuiltInModel(
    String name, String purpose, String licence, int classes, int inputWidth, int inputHeight) {
  private static final List<String> ENDINGS = List.of(".cfg", ".weights", ".names");

  /** A file of it, to be looked at. */
  public record Part(String name, long bytes, String sha256) {}

  /** Its files. */
  public List<Part> parts() {
    List<Part> parts = new ArrayList<>();
    contents().forEach((file, bytes) -> parts.add(new Part(file, bytes.length, sha256(bytes))));
    return parts;
  }

  /** The bytes of all files. */
  public long bytes() {
    return parts().stream().mapToLong(Part::bytes).sum();
  }

  /**
   * Copies the files out of the jar, into a folder that is named by the model and by what is in
   * them; those that are there and whole are left. Any number of processes may do so at once, also
   * those of another Euge with other files.
   *
   * @param folder where that folder shall be; made when needed
   * @return the {@code .cfg}, with the others beside it
   * @throws ModelException if they cannot be written
   */
  public Path unpack(Path folder) {
    Map<String, byte[]> files = contents();
    List<String> all = new ArrayList<>();
    files.forEach((file, bytes) -> all.add(file + " " + sha256(bytes)));
    Path own = folder.resolve(name + "-" + Sha256.of(all).substring(0, 16));
    try {
      Files.createDirectories(own);
      for (var file : files.entrySet()) {
        Path path = own.resolve(file.getKey());
        byte[] bytes = file.getValue();
        if (!Files.isRegularFile(path) || !Sha256.of(path).equals(sha256(bytes))) {
          AtomicFile.write(own, hash -> file.getKey(), out -> out.write(bytes));
        }
      }
    } catch (IOException e) {
      throw new ModelException(
          "Cannot keep the model "
              + name
              + " in "
              + own
              + " ("
              + e
              + "); set EUGE_CACHE to a folder that can be written",
          e);
    }
    return own.resolve(name + ENDINGS.get(0));
  }

  private static String sha256(byte[] bytes) {
    MessageDigest digest = Sha256.digest();
    digest.update(bytes);
    return Sha256.hex(digest);
  }

  /** By their names, the cfg first. */
  private Map<String, byte[]> contents() {
    Map<String, byte[]> files = new LinkedHashMap<>();
    for (String ending : ENDINGS) {
      String file = name + ending;
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
