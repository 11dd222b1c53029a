package io.euge.process;

import java.io.File;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.net.URL;
import java.net.URLClassLoader;
import java.net.URLDecoder;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** The command line that starts a {@link ChildJvm}. */
final class JavaCommand {
  /** Where native libraries, programs and temporary files are, and how messages are printed. */
  private static final Pattern INHERITED =
      Pattern.compile(
          "(onnxruntime|org\\.bytedeco|jna|euge\\.program)\\..*|euge\\.terminal|euge\\.log\\.level|euge\\.cuda\\.libraries|java\\.io\\.tmpdir");

  /** The archive of classes that this process uses; Java refuses it where it does not fit. */
  private static final Pattern ARCHIVE = Pattern.compile("-XX:SharedArchiveFile=.*|-Xlog:cds.*");

  private JavaCommand() {}

  static List<String> of(Class<?> main, ChildFiles files, List<String> options) throws IOException {
    List<String> command = new ArrayList<>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    archiveOptions().forEach(command::add);
    command.addAll(options);
    command.add("-XX:ErrorFile=" + files.crash());
    for (Map.Entry<Object, Object> property : System.getProperties().entrySet()) {
      if (INHERITED.matcher(property.getKey().toString()).matches()) {
        command.add("-D" + property.getKey() + "=" + property.getValue());
      }
    }
    // In a file: libraries that read /proc/self/cmdline fail on a long class path there.
    String classPath = classPath(main).replace("\\", "\\\\").replace("\"", "\\\"");
    // The JVM reads its bytes as it reads names of files.
    Charset names = Charset.forName(System.getProperty("sun.jnu.encoding", "UTF-8"));
    Files.writeString(files.classPath(), "-cp \"" + classPath + "\"\n", names);
    command.addAll(List.of("@" + files.classPath(), main.getName(), files.folder().toString()));
    return command;
  }

  private static Stream<String> archiveOptions() {
    return ManagementFactory.getRuntimeMXBean().getInputArguments().stream()
        .filter(option -> ARCHIVE.matcher(option).matches());
  }

  /** Returns the class path of this process with the jars that Spark added to it. */
  private static String classPath(Class<?> main) {
    List<String> entries = new ArrayList<>(List.of(System.getProperty("java.class.path")));
    for (ClassLoader at = main.getClassLoader(); at != null; at = at.getParent()) {
      if (at instanceof URLClassLoader jars) {
        for (URL url : jars.getURLs()) {
          entries.add(URLDecoder.decode(url.getPath().replace("+", "%2B"), StandardCharsets.UTF_8));
        }
      }
    }
    return String.join(File.pathSeparator, entries);
  }
}
