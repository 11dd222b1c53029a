package io.euge.process;

import java.io.IOException;
import java.io.ObjectInputStream;
import java.io.ObjectOutputStream;
import java.io.Serializable;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;

/** The files through which a {@link ChildJvm} and its {@link ParentJvm} exchange objects. */
record ChildFiles(Path folder) {
  static ChildFiles create(Path parent) throws IOException {
    return new ChildFiles(Files.createTempDirectory(parent, "child"));
  }

  private Path order() {
    return folder.resolve("order");
  }

  Path answer(int index) {
    return folder.resolve("answer." + index);
  }

  /** Holds the message of an error that the child reports. */
  Path failure() {
    return folder.resolve("failure");
  }

  /** Holds what the child prints. */
  Path log() {
    return folder.resolve("log.txt");
  }

  /** Holds the report that the JVM writes when it crashes. */
  Path crash() {
    return folder.resolve("crash.txt");
  }

  Path classPath() {
    return folder.resolve("java.args");
  }

  void writeOrder(Serializable order) throws IOException {
    write(order(), order);
  }

  /** Reads the order and deletes its file: it may hold the credentials of a storage. */
  <T> T readOrder(Class<T> type) throws IOException {
    T order = read(order(), type);
    Files.delete(order());
    return order;
  }

  /** Writes the object under another name first, so that it appears as a whole. */
  void write(Path file, Serializable object) throws IOException {
    Path unfinished = folder.resolve(file.getFileName() + ".tmp");
    try (ObjectOutputStream out = new ObjectOutputStream(Files.newOutputStream(unfinished))) {
      out.writeObject(object);
    }
    Files.move(unfinished, file, StandardCopyOption.ATOMIC_MOVE);
  }

  <T> T read(Path file, Class<T> type) throws IOException {
    try (ObjectInputStream in = new ObjectInputStream(Files.newInputStream(file))) {
      return type.cast(in.readObject());
    } catch (ClassNotFoundException e) {
      throw new IOException("parent and child have different class paths", e);
    }
  }

  String readLog() throws IOException {
    return new String(Files.readAllBytes(log()), StandardCharsets.UTF_8);
  }
}
