package io.euge.testing;

import java.io.FileInputStream;
import java.io.FileOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.file.Path;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/**
 * A file and a server of this machine that must not be touched, and know whether they were. The
 * file is a named pipe: its writer waits until somebody opens it for reading.
 */
public final class Canary implements AutoCloseable {
  private final Path pipe;
  private final ServerSocket server;
  private final Thread writer;
  private final Thread listener;
  private final CountDownLatch opened = new CountDownLatch(1);
  private final CountDownLatch connected = new CountDownLatch(1);

  /**
   * @param pipe where the file is made
   */
  public Canary(Path pipe) throws IOException, InterruptedException {
    this.pipe = pipe;
    if (new ProcessBuilder("mkfifo", pipe.toString()).start().waitFor() != 0) {
      throw new IOException("cannot make the pipe " + pipe);
    }
    server = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
    writer = new Thread(this::write, "canary-pipe");
    listener = new Thread(this::listen, "canary-server");
    writer.setDaemon(true);
    listener.setDaemon(true);
    writer.start();
    listener.start();
  }

  public Path file() {
    return pipe;
  }

  public int port() {
    return server.getLocalPort();
  }

  /** Whether it was opened by now or is in so many milliseconds: its writer may be slow to wake. */
  public boolean fileWasOpened(long millis) throws InterruptedException {
    return opened.await(millis, TimeUnit.MILLISECONDS);
  }

  /** Whether somebody called by now or does in so many milliseconds. */
  public boolean wasConnected(long millis) throws InterruptedException {
    return connected.await(millis, TimeUnit.MILLISECONDS);
  }

  private void write() {
    try (FileOutputStream out = new FileOutputStream(pipe.toFile())) {
      opened.countDown();
      out.flush();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  @SuppressWarnings("try") // A connection is noticed, not answered.
  private void listen() {
    while (!server.isClosed()) {
      try (Socket socket = server.accept()) {
        connected.countDown();
      } catch (IOException e) {
        return; // The server was closed: the test is over.
      }
    }
  }

  /** Lets both threads go. */
  @Override
  public void close() throws IOException, InterruptedException {
    server.close();
    while (writer.isAlive()) {
      if (opened.getCount() > 0) {
        new FileInputStream(pipe.toFile()).close();
      }
      writer.join(10);
    }
    listener.join();
  }
}
