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
 *
 * <p>A process takes a second lock, the door, while it waits for its turn. File locks are not fair:
 * without the door, the other process could end one class and begin the next, again and again,
 * while a class that is {@link Alone} waits.
 */
public final class Turns implements BeforeAllCallback {
  private static final Path TURN = Path.of("target", "turns.lock");
  private static final Path DOOR = Path.of("target", "turns.door");

  @Override
  public void beforeAll(ExtensionContext context) throws IOException {
    Files.createDirectories(TURN.getParent());
    boolean shared = !context.getRequiredTestClass().isAnnotationPresent(Alone.class);
    FileChannel turn = open(TURN);
    // The store closes it behind the class, which ends the turn.
    context.getStore(Namespace.create(Turns.class)).put("turn", turn);
    try (FileChannel door = open(DOOR)) {
      door.lock();
      turn.lock(0, Long.MAX_VALUE, shared);
    }
  }

  private static FileChannel open(Path lock) throws IOException {
    return FileChannel.open(
        lock, StandardOpenOption.CREATE, StandardOpenOption.READ, StandardOpenOption.WRITE);
  }
}
