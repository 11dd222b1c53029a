package io.euge.spark.conf;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class ConfigEntriesTest {
  static List<ConfigEntry<?>> all() {
    return ConfigEntries.all();
  }

  @Test
  void noTwoEntriesHaveOneName() {
    assertThat(
            all().stream()
                .flatMap(
                    entry -> Stream.concat(Stream.of(entry.name()), entry.formerName().stream())))
        .doesNotHaveDuplicates();
  }

  @ParameterizedTest
  @MethodSource("all")
  void aNameIsInKebabCaseOrSparksOwnAndItsDocumentationIsNoSentence(ConfigEntry<?> entry) {
    assertThat(entry.name())
        .matches(
            "[a-z0-9]+([-.][a-z0-9]+)*"
                + "|maxFilesPerTrigger|latestFirst|maxFileAge|cleanSource|sourceArchiveDir");
    assertThat(entry.key()).isEqualTo("spark.euge." + entry.name());
    assertThat(entry.documentation()).isNotBlank().doesNotEndWith(".").doesNotContain("|");
    assertThat(entry.form()).isNotBlank().doesNotEndWith(".");
  }

  @ParameterizedTest
  @MethodSource("all")
  void aDefaultIsAValueOfTheEntrysType(ConfigEntry<?> entry) {
    assertThat((Object) entry.defaultValue()).isNotNull();
    entry
        .defaultText()
        .ifPresent(
            text -> assertThat((Object) entry.type().parse(text)).isEqualTo(entry.defaultValue()));
  }
}
