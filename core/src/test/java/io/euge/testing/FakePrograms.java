package io.euge.testing;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Objects;

/** Small programs that stand in for NVIDIA's; each is held against the real one by some test. */
public final class FakePrograms {
  private FakePrograms() {}

  /** Prints a text and ends with an exit code, whatever it is asked. */
  public static Path saying(Path folder, String name, int exitCode, String text) {
    return script(folder, name, "cat <<'END'\n" + text + "\nEND\nexit " + exitCode);
  }

  /** Never ends of itself in the time a test has. */
  public static Path hanging(Path folder, String name) {
    return script(folder, name, "sleep 300");
  }

  /** A control program of MPS with a daemon that lives two minutes at most. */
  public static Path mpsControl(Path folder) {
    String name = "nvidia-cuda-mps-control";
    try (InputStream script =
        Objects.requireNonNull(FakePrograms.class.getResourceAsStream("/fakes/" + name))) {
      return executable(folder.resolve(name), script.readAllBytes());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** A script for the shell. */
  public static Path script(Path folder, String name, String lines) {
    try {
      return executable(
          folder.resolve(name), ("#!/bin/sh\n" + lines + "\n").getBytes(StandardCharsets.UTF_8));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static Path executable(Path file, byte[] content) throws IOException {
    Files.write(file, content);
    Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rwxr-xr-x"));
    return file;
  }
}
