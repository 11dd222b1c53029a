package io.euge.cli.job;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Stream;
import org.apache.hadoop.security.UserGroupInformation;

/**
 * Names a user whose numeric ID has no name in the system, as in a container that runs with a
 * numeric user ID. Hadoop's login fails without a name.
 */
public final class UnnamedUser {
  private static final String PROPERTY = "user.name";

  /** Java's value for the name and the home directory of such a user. */
  private static final String UNKNOWN = "?";

  private static final Path SELF = Path.of("/proc/self");

  private UnnamedUser() {}

  /**
   * Sets the name of such a user for Java and Hadoop, from {@code HADOOP_USER_NAME} or {@code
   * SPARK_USER}, or else from its number. Does nothing for a user with a name.
   */
  public static void login() {
    if (UNKNOWN.equals(System.getProperty(PROPERTY))) {
      String name = name(System.getenv(), SELF);
      System.setProperty(PROPERTY, name);
      UserGroupInformation.setLoginUser(UserGroupInformation.createRemoteUser(name));
    }
  }

  /**
   * Returns the name.
   *
   * @param own a file that the user owns
   */
  static String name(Map<String, String> environment, Path own) {
    return Stream.of("HADOOP_USER_NAME", "SPARK_USER")
        .map(environment::get)
        .filter(Objects::nonNull)
        .filter(name -> !name.isBlank())
        .findFirst()
        .orElseGet(() -> owner(own));
  }

  private static String owner(Path own) {
    try {
      return Files.getAttribute(own, "unix:uid").toString();
    } catch (IOException | UnsupportedOperationException e) {
      // Not Linux.
      return "euge";
    }
  }
}
