package io.euge.dist;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import org.junit.jupiter.api.extension.BeforeAllCallback;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.extension.ExtensionContext.Namespace;

/**
 * The test classes of this module run in two processes, because they often wait for processes that
 * they start. A class that is {@link Alone} waits until the other process is between two classes,
 * and the other process then waits for it.
 */
public final class Turns implements BeforeAllCallback {
  private static final Path LOCK = Path.of("target", "turns.lock");

  @Override
  public void beforeAll(ExtensionContext context) throws IOException {
    Files.createDirectories(LOCK.getParent());
    FileChannel channel =
        FileChannel.open(
            LOCK, StandardOpenOption.CREATE, StandardOpenOption.READ, StandardOpenOption.WRITE);
    boolean shared = !context.getRequiredTestClass().isAnnotationPresent(Alone.class);
    // The store closes it behind the class, which ends the turn.
    context.getStore(Namespace.create(Turns.class)).put("turn", channel);
    channel.lock(0, Long.MAX_VALUE, shared);
  }
}
