package io.euge.cli.doctor;

import com.sun.management.OperatingSystemMXBean;
import io.euge.ByteSize;
import io.euge.EugeException;
import io.euge.Quantity;
import io.euge.cli.job.SparkHeap;
import io.euge.file.CacheFolder;
import io.euge.file.TemporaryFolder;
import io.euge.inference.openvino.OpenVinoEngine;
import io.euge.video.source.Ffmpeg;
import java.io.File;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.file.FileStore;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Checks that do not need a GPU: Java, Spark, libraries, system limits and disks. */
final class SystemChecks {
  static final String TEMPORARY_FILES = "temporary files";

  private static final long FILES = 16384;
  private static final long SHM = 256L << 20;
  private static final long DISK = 4L << 30;
  private static final long MEMORY = 4L << 30;
  private static final String PID_NAMESPACE_OF_THE_KERNEL = "pid:[4026531836]";
  private static final Pattern OPEN_FILES = Pattern.compile("Max open files\\s+(\\S+)\\s.*");
  private static final Pattern JAR =
      Pattern.compile(
          "((?:euge-|onnxruntime|javacpp|ffmpeg|jna|spark-core)[a-z_.0-9]*?)-(\\d.*?)"
              + "(?:-tests|-linux.*|-windows.*|-macosx.*)?\\.jar");

  private SystemChecks() {}

  static List<Check> of(HostInfo host) {
    return List.of(
        Check.of("java", SystemChecks::java),
        Check.of("spark", SystemChecks::spark),
        Check.of("versions", () -> versions(System.getProperty("java.class.path"))),
        Check.of(
            "ffmpeg",
            () -> List.of(CheckResult.ok("ffmpeg", "loads, version " + Ffmpeg.version()))),
        Check.of("openvino", () -> List.of(openVino(OpenVinoEngine.installed()))),
        Check.of("cores", SystemChecks::cores),
        Check.of("open files", () -> List.of(openFiles(host))),
        Check.of("shared memory", () -> List.of(sharedMemory(host.file("/dev/shm")))),
        Check.of("cache", () -> List.of(disk("cache", CacheFolder.standard(host.environment())))),
        Check.of("temporary files", () -> List.of(temporaryFiles(TemporaryFolder.problem()))),
        Check.of("home", () -> List.of(home(Path.of(System.getProperty("user.home"))))),
        Check.of("locale", () -> List.of(locale(System.getProperty("sun.jnu.encoding")))),
        Check.of("heap", () -> List.of(heap(Runtime.getRuntime().maxMemory()))),
        Check.of("container", () -> List.of(container(host))));
  }

  private static List<CheckResult> java() {
    int version = Runtime.version().feature();
    String says =
        System.getProperty("java.vendor")
            + " "
            + Runtime.version()
            + " on "
            + System.getProperty("os.name")
            + " "
            + System.getProperty("os.arch");
    return List.of(
        version == 17 || version == 21
            ? CheckResult.ok("java", says)
            : CheckResult.warn(
                "java", says + "; Spark 4.2 requires Java 17 or 21: set JAVA_HOME to one of them"));
  }

  private static List<CheckResult> spark() {
    String version = org.apache.spark.package$.MODULE$.SPARK_VERSION();
    return List.of(
        version.startsWith("4.2.")
            ? CheckResult.ok("spark", "version " + version)
            : CheckResult.warn(
                "spark", "version " + version + "; Euge requires 4.2: use that version"));
  }

  static List<CheckResult> versions(String classPath) {
    Set<String> parts = new TreeSet<>();
    Set<String> euges = new TreeSet<>();
    for (String entry : classPath.split(File.pathSeparator, -1)) {
      Matcher jar = JAR.matcher(new File(entry).getName());
      if (jar.matches()) {
        parts.add(jar.group(1) + " " + jar.group(2));
        if (jar.group(1).startsWith("euge-")) {
          euges.add(jar.group(2));
        }
      }
    }
    String says = String.join(", ", parts);
    return List.of(
        euges.size() > 1
            ? CheckResult.fail(
                "versions", "Euge's jars differ: " + says + "; take them from one build")
            : CheckResult.ok("versions", says.isEmpty() ? "not in jars" : says));
  }

  /**
   * Checks OpenVINO.
   *
   * @param folder with the libraries; empty if they are not installed
   */
  static CheckResult openVino(Optional<Path> folder) {
    if (folder.isEmpty()) {
      return CheckResult.notRun(
          "openvino",
          "not installed; for many models it is faster than ONNX Runtime on a CPU: pip install"
              + " openvino");
    }
    try {
      return CheckResult.ok(
          "openvino",
          "loads, "
              + new OpenVinoEngine(Optional.empty(), folder).describe()
              + "; --engine openvino is faster for many models on a CPU");
    } catch (EugeException e) {
      return CheckResult.warn("openvino", e.getMessage());
    }
  }

  private static List<CheckResult> cores() {
    int cores = Runtime.getRuntime().availableProcessors();
    long memory =
        ManagementFactory.getPlatformMXBean(OperatingSystemMXBean.class).getTotalMemorySize();
    String says =
        Quantity.of(cores, "core") + ", " + ByteSize.gib(memory) + " of memory for this process";
    return List.of(
        cores < 2 || memory < MEMORY
            ? CheckResult.warn("cores", says + "; decoding needs 2 cores and 4 GiB: provide more")
            : CheckResult.ok("cores", says));
  }

  static CheckResult openFiles(HostInfo host) throws IOException {
    String soft =
        Files.readAllLines(host.file("/proc/self/limits")).stream()
            .map(OPEN_FILES::matcher)
            .filter(Matcher::matches)
            .map(line -> line.group(1))
            .findFirst()
            .orElse("unknown");
    if (soft.equals("unlimited") || (soft.matches("\\d{1,18}") && Long.parseLong(soft) >= FILES)) {
      return CheckResult.ok("open files", soft + " may be open");
    }
    return CheckResult.warn(
        "open files",
        soft + " may be open, and MPS needs 16384: run ulimit -n 16384 before processes start");
  }

  static CheckResult sharedMemory(Path folder) throws IOException {
    if (!Files.isDirectory(folder) || !Files.isWritable(folder)) {
      return CheckResult.fail(
          "shared memory",
          "/dev/shm does not exist or is not writable, and MPS needs it: mount a tmpfs there");
    }
    long total = Files.getFileStore(folder).getTotalSpace();
    return total < SHM
        ? CheckResult.warn(
            "shared memory",
            "/dev/shm has "
                + ByteSize.gib(total)
                + "; give the container 256 MiB (--shm-size 256m)")
        : CheckResult.ok("shared memory", "/dev/shm has " + ByteSize.gib(total));
  }

  static CheckResult disk(String check, Path folder) throws IOException {
    Path there = folder.toAbsolutePath();
    while (there != null && !Files.exists(there)) {
      there = there.getParent();
    }
    if (there == null || !Files.isDirectory(there) || !Files.isWritable(there)) {
      return CheckResult.fail(
          check, folder + " cannot be written: name another by EUGE_CACHE, or -Djava.io.tmpdir");
    }
    FileStore disk = Files.getFileStore(there);
    String says = folder + " has " + ByteSize.gib(disk.getUsableSpace()) + " free";
    return disk.getUsableSpace() < DISK
        ? CheckResult.warn(check, says + "; models and CUDA's libraries need 4 GiB: free space")
        : CheckResult.ok(check, says);
  }

  /**
   * Checks the directory for temporary files.
   *
   * @param problem with the directory; empty if there is none
   */
  static CheckResult temporaryFiles(Optional<String> problem) throws IOException {
    return problem.isPresent()
        ? CheckResult.fail(
            TEMPORARY_FILES,
            problem.get() + ": name another directory by " + TemporaryFolder.LAUNCHER)
        : disk(TEMPORARY_FILES, Path.of(System.getProperty(TemporaryFolder.PROPERTY)));
  }

  static CheckResult home(Path home) {
    return Files.isDirectory(home) && Files.isWritable(home)
        ? CheckResult.ok("home", home + " can be written")
        : CheckResult.warn(
            "home",
            home
                + " does not exist or cannot be written: set HOME, or name directories by"
                + " EUGE_CACHE and EUGE_JAVA_OPTIONS=-Duser.home=DIR");
  }

  /**
   * Checks the locale.
   *
   * @param encoding of file names in Java
   */
  static CheckResult locale(String encoding) {
    return "UTF-8".equalsIgnoreCase(encoding)
        ? CheckResult.ok("locale", "file names are UTF-8")
        : CheckResult.warn(
            "locale",
            "file names are "
                + encoding
                + ", so that names with other letters cannot be read: install the locale C.UTF-8"
                + " or en_US.UTF-8, or set LC_ALL to one that is UTF-8");
  }

  /**
   * Checks the size of the heap.
   *
   * @param bytes maximum size of the heap
   */
  static CheckResult heap(long bytes) {
    String says = "at most " + ByteSize.wholeMib(bytes);
    return bytes < SparkHeap.LEAST
        ? CheckResult.fail(
            "heap",
            says
                + ", and Spark needs "
                + ByteSize.wholeMib(SparkHeap.LEAST)
                + ": set EUGE_JAVA_OPTIONS=-Xmx1g")
        : CheckResult.ok("heap", says);
  }

  static CheckResult container(HostInfo host) throws IOException {
    boolean inside =
        Stream.of("/.dockerenv", "/run/.containerenv")
                .anyMatch(file -> Files.exists(host.file(file)))
            || host.environment().containsKey("KUBERNETES_SERVICE_HOST");
    Path namespace = host.file("/proc/self/ns/pid");
    String pids =
        Files.isSymbolicLink(namespace) ? Files.readSymbolicLink(namespace).toString() : "unknown";
    String says = (inside ? "in a container" : "not in a container") + ", process ids ";
    return pids.equals(PID_NAMESPACE_OF_THE_KERNEL)
        ? CheckResult.ok("container", says + "as the host counts them")
        : CheckResult.warn(
            "container",
            says
                + "of its own ("
                + pids
                + "): an MPS daemon outside counts others, so Euge may not"
                + " find itself among its clients; share the host's (--pid host) to prove it");
  }

  /** Returns the versions in one line, for the report. */
  static String jars() {
    return versions(System.getProperty("java.class.path")).stream()
        .map(CheckResult::message)
        .collect(Collectors.joining());
  }
}
