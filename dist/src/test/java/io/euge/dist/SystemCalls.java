package io.euge.dist;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The system calls of a process and its children, as recorded by strace: changed files and
 * contacted addresses.
 */
final class SystemCalls {
  private static final Pattern CALL =
      Pattern.compile("(\\w+)\\((.*)\\) += (-?\\d+)(?:<([^>]*)>)?.*");
  private static final Pattern UNFINISHED = Pattern.compile("(.*) <unfinished \\.\\.\\.>");
  private static final Pattern RESUMED = Pattern.compile("<\\.\\.\\. \\w+ resumed>(.*)");
  private static final Pattern TEXT = Pattern.compile("(?:<([^>]*)>, )?\"((?:[^\"\\\\]|\\\\.)*)\"");
  private static final Pattern FOLDER = Pattern.compile("\"(.*)\"|\\d+<(.*)>");
  private static final Pattern WRITING = Pattern.compile("O_(WRONLY|RDWR|CREAT|TRUNC)");
  private static final Pattern ADDRESS =
      Pattern.compile("htons\\((\\d+)\\).*(?:inet_addr\\(|AF_INET6, )\"([^\"]+)\"");
  private static final Pattern SOCKET = Pattern.compile("socket:\\[\\d+\\]");
  private static final Pattern ESCAPE = Pattern.compile("\\\\([0-7]{1,3}|.)|([^\\\\])");
  private static final String NAME_SERVICE = "53";
  private static final int NAME_SERVICE_HEADER = 12;

  /**
   * A call; the directory is the working directory of the process, or empty if it has not changed
   * since the start.
   */
  private record Call(String name, String arguments, boolean failed, String file, Path folder) {}

  private final List<Call> calls = new ArrayList<>();

  private SystemCalls() {}

  /** Returns a command that runs another one under strace and writes the calls to a file. */
  static List<String> command(Path log, List<String> observed) {
    List<String> command =
        new ArrayList<>(List.of("strace", "-f", "-qq", "-y", "--seccomp-bpf", "-s", "300", "-o"));
    command.add(log.toString());
    command.addAll(
        List.of(
            "-e",
            "trace=open,openat,creat,mkdir,mkdirat,mknod,mknodat,link,linkat,symlink,symlinkat,"
                + "rename,renameat,renameat2,truncate,chdir,fchdir,connect,sendto,sendmsg,sendmmsg"));
    command.addAll(observed);
    return command;
  }

  /** Reads the file that such a command has written. */
  static SystemCalls read(Path log) throws IOException {
    SystemCalls calls = new SystemCalls();
    Map<String, String> begun = new HashMap<>();
    Map<String, Path> folders = new HashMap<>();
    for (String line : Files.readAllLines(log, StandardCharsets.ISO_8859_1)) {
      String[] parts = line.split(" +", 2);
      Matcher unfinished = UNFINISHED.matcher(parts[1]);
      Matcher resumed = RESUMED.matcher(parts[1]);
      if (unfinished.matches()) {
        begun.put(parts[0], unfinished.group(1));
      } else {
        Matcher call =
            CALL.matcher(resumed.matches() ? begun.remove(parts[0]) + resumed.group(1) : parts[1]);
        if (call.matches()) {
          boolean failed = call.group(3).startsWith("-");
          Path folder = folders.getOrDefault(parts[0], Path.of(""));
          if (!call.group(1).matches("f?chdir")) {
            calls.calls.add(new Call(call.group(1), call.group(2), failed, call.group(4), folder));
          } else if (!failed) {
            folders.put(parts[0], folder.resolve(entered(call.group(2))));
          }
        }
      }
    }
    return calls;
  }

  /** Returns the directory that chdir names, or that of the descriptor of fchdir. */
  private static String entered(String arguments) {
    Matcher folder = FOLDER.matcher(arguments);
    if (!folder.matches()) {
      throw new IllegalArgumentException("No folder in " + arguments);
    }
    return folder.group(1) == null ? folder.group(2) : folder.group(1);
  }

  /** Returns the absolute paths of files and directories that were created, changed or renamed. */
  Set<Path> changed() {
    Set<Path> changed = new TreeSet<>();
    for (Call call : calls) {
      if (call.failed || call.name.matches("connect|send.*")) {
        continue;
      }
      if (call.file != null) {
        if (WRITING.matcher(call.arguments).find()) {
          changed.add(Path.of(call.file));
        }
        continue;
      }
      List<Path> paths = new ArrayList<>();
      Matcher path = TEXT.matcher(call.arguments);
      while (path.find()) {
        Path folder = path.group(1) == null ? call.folder : Path.of(path.group(1));
        paths.add(folder.resolve(path.group(2)));
      }
      // The target of a symbolic link is not changed.
      changed.addAll(call.name.startsWith("symlink") ? paths.subList(1, 2) : paths);
    }
    return changed;
  }

  /** Returns the contacted addresses outside this host, except name servers. */
  Set<String> called() {
    Set<String> called = new TreeSet<>();
    for (Call call : calls) {
      Matcher address = ADDRESS.matcher(call.arguments);
      if (call.name.matches("connect|send.*") && address.find()) {
        String host = address.group(2);
        if (!address.group(1).equals(NAME_SERVICE) && !host.matches("(::ffff:)?127\\..*|::1")) {
          called.add(host + " port " + address.group(1));
        }
      }
    }
    return called;
  }

  /** Returns the names that name servers were asked for. */
  Set<String> namesAsked() {
    Set<String> names = new TreeSet<>();
    Set<String> sockets = new HashSet<>();
    for (Call call : calls) {
      Matcher socket = SOCKET.matcher(call.arguments);
      Matcher address = ADDRESS.matcher(call.arguments);
      boolean server = address.find() && address.group(1).equals(NAME_SERVICE);
      if (!call.name.matches("connect|send.*") || !socket.find()) {
        continue;
      }
      if (server) {
        sockets.add(socket.group());
      }
      if (call.name.startsWith("send") && sockets.contains(socket.group())) {
        Matcher message = TEXT.matcher(call.arguments);
        if (message.find()) {
          names.add(nameIn(message.group(2)));
        }
      }
    }
    return names;
  }

  /** Returns the name in a DNS question: labels, each preceded by its length. */
  private static String nameIn(String message) {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    Matcher escape = ESCAPE.matcher(message);
    while (escape.find()) {
      String code = escape.group(1);
      bytes.write(
          code == null
              ? escape.group(2).charAt(0)
              : code.matches("[0-7]+")
                  ? Integer.parseInt(code, 8)
                  : "\t\n\013\f\r".charAt("tnvfr".indexOf(code)));
    }
    String name = bytes.toString(StandardCharsets.ISO_8859_1);
    StringBuilder labels = new StringBuilder();
    for (int at = NAME_SERVICE_HEADER; at < name.length() && name.charAt(at) != 0; ) {
      int end = at + 1 + name.charAt(at);
      labels.append(labels.isEmpty() ? "" : ".").append(name, at + 1, end);
      at = end;
    }
    return labels.toString();
  }
}
