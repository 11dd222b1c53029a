package io.euge.spark.recording;

import java.io.Serializable;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** A regular expression that finds the camera in the path of a video. */
public final class CameraPattern implements Serializable {
  private static final long serialVersionUID = 1L;
  private static final String GROUP = "camera";

  private final Pattern pattern;
  private final boolean named;

  private CameraPattern(Pattern pattern, boolean named) {
    this.pattern = pattern;
    this.named = named;
  }

  /**
   * Reads a pattern with a group that is named {@code camera}, or with one group.
   *
   * @throws IllegalArgumentException for anything else
   */
  public static CameraPattern parse(String regex) {
    Pattern pattern = Pattern.compile(regex);
    boolean named = NamedGroups.of(regex).contains(GROUP);
    int groups = pattern.matcher("").groupCount();
    if (!named && groups != 1) {
      throw new IllegalArgumentException(groups + " groups");
    }
    return new CameraPattern(pattern, named);
  }

  /** Returns the group of the first match in a path; null if nothing matches or it is empty. */
  String find(String path) {
    Matcher matcher = pattern.matcher(path);
    if (!matcher.find()) {
      return null;
    }
    String camera = named ? matcher.group(GROUP) : matcher.group(1);
    return camera == null || camera.isEmpty() ? null : camera;
  }
}
