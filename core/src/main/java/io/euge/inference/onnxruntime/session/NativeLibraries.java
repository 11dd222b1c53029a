package io.euge.inference.onnxruntime.session;

import io.euge.ByteSize;
import io.euge.file.AtomicFolder;
import io.euge.file.Sha256;
import io.euge.process.HostLock;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.channels.Channels;
import java.nio.channels.FileChannel;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.FileTime;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.zip.ZipEntry;
import java.util.zip.ZipFile;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A directory of native libraries unpacked from a jar, once for all processes of the host. One of
 * them unpacks, under a lock, beside the place, and moves the whole there; the others wait. What is
 * there is known by its name, made of the checksums in the jar's central directory, and by the
 * lengths of its files: all was on the disk before it got the name.
 *
 * <p>Users who can write to the directory can change the code that these processes run.
 */
final class NativeLibraries {
  private static final Logger LOG = LoggerFactory.getLogger(NativeLibraries.class);

  /** A library of a running process may be opened days after its start. */
  private static final Duration UNUSED = Duration.ofDays(30);

  private final Path directory;

  /**
   * @param directory made when first needed
   */
  NativeLibraries(Path directory) {
    this.directory = directory.toAbsolutePath().normalize();
  }

  /**
   * Libraries in a jar.
   *
   * @param inside their directory in the jar, with a slash at its end; directories in it are left
   *     out
   * @param files the names of those that are wanted, and the names they get; empty for all, which
   *     keep their names
   */
  record Part(Path jar, String inside, Map<String, String> files) {
    private List<Library> libraries() throws IOException {
      try (ZipFile zip = new ZipFile(jar.toFile())) {
        return zip.stream()
            .filter(entry -> entry.getName().startsWith(inside) && !entry.isDirectory())
            .map(entry -> library(entry, entry.getName().substring(inside.length())))
            .filter(library -> library.file().indexOf('/') < 0)
            .filter(library -> !library.file().isEmpty())
            .toList();
      }
    }

    private Library library(ZipEntry entry, String name) {
      String file = files.isEmpty() ? name : files.getOrDefault(name, "");
      return new Library(jar, entry.getName(), file, entry.getSize(), entry.getCrc());
    }
  }

  /** A library as the jar's directory has it. */
  private record Library(Path jar, String entry, String file, long length, long checksum) {
    String line() {
      return file + " " + length + " " + checksum;
    }
  }

  /**
   * The directory with the libraries of a jar, whole.
   *
   * @param jar has them
   * @param inside their directory in the jar, with a slash at its end; directories in it are left
   *     out
   * @param version part of the directory's name, for people
   * @throws IOException if the jar has none there, or the directory cannot be used; nothing half
   *     made is left where it would be taken for whole
   */
  Path open(Path jar, String inside, String version) throws IOException {
    return open(List.of(new Part(jar, inside, Map.of())), version);
  }

  /**
   * The same with the libraries of several jars in one directory.
   *
   * @throws IOException if a jar has none there, or the directory cannot be used
   */
  Path open(List<Part> parts, String version) throws IOException {
    List<Library> libraries = new ArrayList<>();
    for (Part part : parts) {
      List<Library> found = part.libraries();
      if (found.isEmpty()) {
        throw new IOException(part.jar() + " has no libraries in " + part.inside());
      }
      libraries.addAll(found);
    }
    libraries.sort(Comparator.comparing(Library::file));
    Path folder = directory.resolve(version + "-" + name(libraries));
    if (!isWhole(folder, libraries)) {
      Files.createDirectories(directory);
      unpackOnce(folder, libraries);
    }
    use(folder);
    return folder;
  }

  private static String name(List<Library> libraries) {
    List<String> lines = libraries.stream().map(Library::line).toList();
    return Sha256.of(lines).substring(0, 16);
  }

  private static boolean isWhole(Path folder, List<Library> libraries) throws IOException {
    for (Library library : libraries) {
      Path file = folder.resolve(library.file());
      if (!Files.isRegularFile(file) || Files.size(file) != library.length()) {
        return false;
      }
    }
    return true;
  }

  @SuppressWarnings("try") // A lock is held, not used.
  private void unpackOnce(Path folder, List<Library> libraries) throws IOException {
    try (HostLock lock = HostLock.acquire(directory.resolve(folder.getFileName() + ".lock"))) {
      if (!isWhole(folder, libraries)) {
        clear(folder);
        unpack(folder, libraries);
      }
    }
  }

  private void unpack(Path folder, List<Library> libraries) throws IOException {
    long bytes = libraries.stream().mapToLong(Library::length).sum();
    long room = Files.getFileStore(directory).getUsableSpace();
    if (room < bytes) {
      throw new IOException(
          "it needs %s, and %s are free"
              .formatted(ByteSize.decimal(bytes), ByteSize.decimal(room)));
    }
    Instant start = Instant.now();
    AtomicFolder.write(
        folder,
        building -> {
          for (Library library : libraries) {
            copy(library, building.resolve(library.file()));
          }
        });
    LOG.info(
        "Unpacked {} of native libraries into {} in {} ms",
        ByteSize.decimal(bytes),
        folder,
        Duration.between(start, Instant.now()).toMillis());
  }

  private static void copy(Library library, Path target) throws IOException {
    try (ZipFile zip = new ZipFile(library.jar().toFile());
        InputStream in = zip.getInputStream(zip.getEntry(library.entry()));
        FileChannel file =
            FileChannel.open(target, StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE);
        OutputStream out = Channels.newOutputStream(file)) {
      in.transferTo(out);
      // A crash of the host must not leave a file of the right length without its bytes.
      file.force(true);
    }
  }

  /** Takes away what is corrupt, what died half-way and what nobody used for long. */
  private void clear(Path folder) throws IOException {
    AtomicFolder.delete(folder);
    try (DirectoryStream<Path> all = Files.newDirectoryStream(directory, Files::isDirectory)) {
      for (Path path : all) {
        String name = path.getFileName().toString();
        if (name.startsWith(AtomicFolder.TRASH)
            || name.startsWith(AtomicFolder.BUILDING + folder.getFileName())) {
          AtomicFolder.deleteLeftover(path);
        } else if (!name.startsWith(AtomicFolder.BUILDING)
            && Files.getLastModifiedTime(path).toInstant().isBefore(Instant.now().minus(UNUSED))) {
          AtomicFolder.delete(path);
        }
      }
    }
  }

  /** Notes the use in the directory's own time; where it cannot be written nobody cleans either. */
  private static void use(Path folder) {
    try {
      Files.setLastModifiedTime(folder, FileTime.from(Instant.now()));
    } catch (IOException e) {
      LOG.debug("{} cannot be written: {}", folder, e.toString());
    }
  }
}
