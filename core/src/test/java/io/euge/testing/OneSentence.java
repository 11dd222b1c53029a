package io.euge.testing;

import static org.assertj.core.api.Assertions.assertThat;

import io.euge.EugeException;

/** What a person at the prompt can be shown. */
public final class OneSentence {
  private static final int LONG = 4000;

  private OneSentence() {}

  /** The message, once it is known to be one line of plain text that is not too long to read. */
  public static String of(EugeException e) {
    String message = e.getMessage();
    assertThat(message).isNotBlank();
    assertThat(message.length()).as("length of: %s", message).isLessThan(LONG);
    assertThat(message.chars().noneMatch(Character::isISOControl))
        .as("no control character in: %s", message)
        .isTrue();
    return message;
  }
}
