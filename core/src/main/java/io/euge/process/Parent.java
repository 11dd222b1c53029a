package io.euge.process;

import com.fasterxml.jackson.databind.ObjectMapper;
import io.euge.EugeException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;

/** The process that started this one by {@link Child}: it gave an order and awaits an answer. */
public final class Parent {
  private static final ObjectMapper JSON = new ObjectMapper();

  private final Path folder;

  private Parent(Path folder) {
    this.folder = folder;
  }

  /**
   * That of this process.
   *
   * @param args as the main program has them
   */
  public static Parent of(String[] args) {
    return new Parent(Path.of(args[0]));
  }

  /** What this process is to do. */
  public <T> T order(Class<T> type) throws IOException {
    return JSON.readValue(folder.resolve(Child.ORDER).toFile(), type);
  }

  /** Gives an answer; one before it has been taken. */
  public void answer(Object value) throws IOException {
    Path part = folder.resolve(Child.RESULT + ".part");
    JSON.writeValue(part.toFile(), value);
    Files.move(part, folder.resolve(Child.RESULT), StandardCopyOption.ATOMIC_MOVE);
  }

  /** Says what a user can mend, to be said by the parent as its own. */
  public void fault(EugeException fault) throws IOException {
    Files.writeString(folder.resolve(Child.FAULT), fault.getMessage());
  }

  /**
   * Waits for a question, which is a line.
   *
   * @return false when the parent asks no more or has ended
   */
  public boolean asks() throws IOException {
    int read = System.in.read();
    while (read >= 0 && read != '\n') {
      read = System.in.read();
    }
    return read >= 0;
  }

  /** Ends this process with its parent, whose end it sees as the end of its standard input. */
  public void endWithIt() {
    Thread watch = new Thread(this::end, "euge-bench-parent");
    watch.setDaemon(true);
    watch.start();
  }

  private void end() {
    try {
      while (asks()) {
        // Nothing is asked of a process that measures.
        Thread.onSpinWait();
      }
    } catch (IOException e) {
      // The same as the end.
      Runtime.getRuntime().halt(1);
    }
    Runtime.getRuntime().halt(1);
  }
}
