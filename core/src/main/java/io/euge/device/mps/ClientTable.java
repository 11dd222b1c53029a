package io.euge.device.mps;

import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/**
 * Parses the reply to {@code ps}: a header and a row for each client. Columns differ from driver to
 * driver, so they are found by name; nothing after the command, which may contain blanks, is read.
 */
final class ClientTable {
  private ClientTable() {}

  /** Returns the state of each client by its PID, where the table has it. */
  static Map<Long, String> states(String text) {
    Map<Long, String> states = new HashMap<>();
    List<String[]> rows = text.lines().map(line -> line.strip().split("\\s+")).toList();
    if (rows.isEmpty()) {
      return states;
    }
    List<String> head = Arrays.asList(rows.get(0));
    int pid = head.indexOf("PID");
    int state = head.indexOf("STATUS");
    int command = head.indexOf("COMMAND");
    if (pid < 0 || state < 0 || (command >= 0 && command < state)) {
      return states;
    }
    for (String[] row : rows.subList(1, rows.size())) {
      if (row.length > Math.max(pid, state) && row[pid].matches("\\d{1,18}")) {
        states.put(Long.parseLong(row[pid]), row[state].toUpperCase(Locale.ROOT));
      }
    }
    return states;
  }
}
