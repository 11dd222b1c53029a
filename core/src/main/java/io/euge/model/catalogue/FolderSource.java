package io.euge.model.catalogue;

import io.euge.file.IoReason;
import io.euge.model.ModelException;
import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.function.LongConsumer;

/** Copies files from a local directory. */
final class FolderSource implements Source {
  @Override
  public boolean fetch(URI address, PartialFile into, LongConsumer progress) {
    Path file = Path.of(address);
    if (!Files.isRegularFile(file)) {
      throw new ModelException(
          "The mirror has no file " + file + ": put it there, or unset " + ModelMirror.VARIABLE);
    }
    into.restart();
    try (InputStream in = Files.newInputStream(file)) {
      into.requireLength(Files.size(file), file.toString());
      into.append(in, progress);
    } catch (IOException e) {
      throw new ModelException(
          "Cannot read %s: %s; check the mirror, or unset %s"
              .formatted(file, IoReason.of(e), ModelMirror.VARIABLE),
          e);
    }
    return false;
  }
}
