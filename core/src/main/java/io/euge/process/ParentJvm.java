package io.euge.process;

import io.euge.EugeException;
import java.io.IOException;
import java.io.Serializable;
import java.nio.file.Path;
import java.util.concurrent.Semaphore;

/** The process that started this one as a {@link ChildJvm}. This process ends with it. */
public final class ParentJvm {
  private final ChildFiles files;
  private final Semaphore requests = new Semaphore(0);
  private int answered;

  private ParentJvm(ChildFiles files) {
    this.files = files;
  }

  /**
   * Connects to the parent of this process.
   *
   * @param args the arguments of the main program
   */
  public static ParentJvm connect(String[] args) {
    ParentJvm parent = new ParentJvm(new ChildFiles(Path.of(args[0])));
    Thread reader = new Thread(parent::read, "euge-parent");
    reader.setDaemon(true);
    reader.start();
    return parent;
  }

  /** Ends this process at the end of its standard input, whose other end the parent has open. */
  private void read() {
    try {
      while (System.in.read() >= 0) {
        requests.release();
      }
    } catch (IOException e) {
      Runtime.getRuntime().halt(1);
    }
    Runtime.getRuntime().halt(1);
  }

  /** Returns what this process is to do; to be called once. */
  public <T> T order(Class<T> type) throws IOException {
    return files.readOrder(type);
  }

  /** Sends an answer. */
  public void answer(Serializable value) throws IOException {
    files.write(files.answer(answered++), value);
  }

  /** Sends an error whose message the parent reports as its own. */
  public void fail(EugeException error) throws IOException {
    files.write(files.failure(), error.getMessage());
  }

  /** Waits until the parent asks for another answer. */
  public void awaitRequest() throws InterruptedException {
    requests.acquire();
  }
}
