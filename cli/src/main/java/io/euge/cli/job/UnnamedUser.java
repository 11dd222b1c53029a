package io.euge.cli.job;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Stream;
import org.apache.hadoop.security.UserGroupInformation;

/**
 * The user of a process whose user id has no name in the system, as in a container that was given a
 * bare number. Hadoop's login looks for the name and fails without one.
 */
public final class UnnamedUser {
  private static final String PROPERTY = "user.name";

  /** What Java has for the name, and for the home directory, of such a user. */
  private static final String UNKNOWN = "?";

  private static final Path SELF = Path.of("/proc/self");

  private UnnamedUser() {}

  /**
   * Names such a user as {@code HADOOP_USER_NAME} or {@code SPARK_USER} says, else by its number,
   * for Java and for Hadoop. Does nothing for a user that the system knows.
   */
  public static void login() {
    if (UNKNOWN.equals(System.getProperty(PROPERTY))) {
      String name = name(System.getenv(), SELF);
      System.setProperty(PROPERTY, name);
      UserGroupInformation.setLoginUser(UserGroupInformation.createRemoteUser(name));
    }
  }

  /**
   * Returns a name.
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
