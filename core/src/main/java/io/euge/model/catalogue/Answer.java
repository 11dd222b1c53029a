package io.euge.model.catalogue;

import java.net.http.HttpResponse;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** What the head of a server's answer says about the body. */
record Answer(HttpResponse<?> response) {
  private static final Pattern CONTENT_RANGE =
      Pattern.compile("bytes (\\d{1,18})-\\d+/(\\d{1,18})");

  int status() {
    return response.statusCode();
  }

  boolean isWhole() {
    return status() == 200;
  }

  boolean isPartial() {
    return status() == 206;
  }

  /** Whether the same question may have another answer soon. */
  boolean isForAnotherTime() {
    return rangeIsNone() || status() == 429 || status() >= 500;
  }

  /** Whether there is nothing from where the question began. */
  boolean rangeIsNone() {
    return status() == 416;
  }

  /** Whether this is the rest, from there on, of a file of that length. */
  boolean continuesAt(long from, long ofAll) {
    Matcher range = CONTENT_RANGE.matcher(header("Content-Range").orElse(""));
    return range.matches()
        && Long.parseLong(range.group(1)) == from
        && Long.parseLong(range.group(2)) == ofAll;
  }

  /** The body's length, if it was said. */
  OptionalLong length() {
    try {
      return response.headers().firstValueAsLong("Content-Length");
    } catch (NumberFormatException e) {
      return OptionalLong.empty();
    }
  }

  /**
   * What {@code If-Range} takes: an entity tag that is not weak, else the time of the last change.
   */
  Optional<String> validator() {
    return header("ETag")
        .filter(tag -> tag.startsWith("\""))
        .or(() -> header("Last-Modified"))
        .filter(text -> text.chars().noneMatch(Character::isISOControl));
  }

  Optional<String> header(String name) {
    return response.headers().firstValue(name);
  }
}
