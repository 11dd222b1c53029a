package io.euge.device.mps;

import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.regex.Pattern;

/** Parses the daemon's replies, in the forms of all driver versions. */
final class ReplyParser {
  private static final Pattern PERCENTAGE = Pattern.compile("\\d{1,3}(\\.\\d+)?");
  private static final Pattern MEMORY = Pattern.compile("\\d{1,12}[MG]");
  private static final Pattern NUMBER = Pattern.compile("(?<![\\w.])\\d{1,18}(?![\\w.])");
  private static final Pattern STATE = Pattern.compile("[A-Z_]{2,}");

  private ReplyParser() {}

  /**
   * Returns the numbers separated by white space; none from a sentence such as {@code Server 7 not
   * found}.
   */
  static List<Long> pids(String answer) {
    return missing(answer)
        ? List.of()
        : NUMBER.matcher(answer).results().map(number -> Long.parseLong(number.group())).toList();
  }

  static OptionalDouble percentage(String answer) {
    return PERCENTAGE.matcher(answer).matches()
        ? OptionalDouble.of(Double.parseDouble(answer))
        : OptionalDouble.empty();
  }

  /** Returns a limit as the daemon writes it; empty where there is none. */
  static Optional<String> memory(String answer) {
    return Optional.of(answer).filter(text -> MEMORY.matcher(text).matches());
  }

  /** Returns the last state in a reply; daemons before driver 550 do not know the command. */
  static Optional<String> state(String answer) {
    return missing(answer)
        ? Optional.empty()
        : STATE.matcher(answer).results().map(word -> word.group()).reduce((first, last) -> last);
  }

  private static boolean missing(String answer) {
    return answer.contains("not found") || answer.startsWith("Unknown command");
  }
}
