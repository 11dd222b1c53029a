package io.euge.device.mps;

import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.regex.Pattern;

/** Reads the daemon's answers, in any of the forms that drivers have. */
final class ReplyParser {
  private static final Pattern PERCENTAGE = Pattern.compile("\\d{1,3}(\\.\\d+)?");
  private static final Pattern MEMORY = Pattern.compile("\\d{1,12}[MG]");
  private static final Pattern NUMBER = Pattern.compile("(?<![\\w.])\\d{1,18}(?![\\w.])");
  private static final Pattern STATE = Pattern.compile("[A-Z_]{2,}");

  private ReplyParser() {}

  /**
   * Numbers with lines or blanks between; none in a sentence such as {@code Server 7 not found}.
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

  /** As the daemon writes it; empty where there is no limit. */
  static Optional<String> memory(String answer) {
    return Optional.of(answer).filter(text -> MEMORY.matcher(text).matches());
  }

  /** One word, perhaps after others; daemons before driver 550 do not know the command. */
  static Optional<String> state(String answer) {
    return missing(answer)
        ? Optional.empty()
        : STATE.matcher(answer).results().map(word -> word.group()).reduce((first, last) -> last);
  }

  private static boolean missing(String answer) {
    return answer.contains("not found") || answer.startsWith("Unknown command");
  }
}
