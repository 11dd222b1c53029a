package io.euge.inference.compiled;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@Timeout(60)
public class CompiledModelsTest {
  private static final byte[] CONTENT = new byte[3000];

  @TempDir Path directory;
  private final AtomicInteger compiled = new AtomicInteger();

  public static CompiledKey key(String graph) {
    return new CompiledKey(graph, "engine 1", "fast", "all");
  }

  private void compile(Path folder) throws IOException {
    compiled.incrementAndGet();
    Files.write(folder.resolve("model"), CONTENT);
    Files.write(folder.resolve("weights"), CONTENT);
  }

  private CompiledModels cache() {
    return new CompiledModels(directory, 1 << 20);
  }

  private Path open(CompiledModels cache, String graph) throws Exception {
    return cache.open(key(graph), 1, this::compile);
  }

  private List<String> names() throws IOException {
    try (Stream<Path> paths = Files.list(directory)) {
      return paths.map(path -> path.getFileName().toString()).sorted().toList();
    }
  }

  @Test
  void aModelIsCompiledOnceByTwentyThreads() throws Exception {
    ExecutorService threads = Executors.newFixedThreadPool(20);
    List<Future<Path>> opening = new ArrayList<>();
    for (int i = 0; i < 20; i++) {
      CompiledModels cache = cache();
      opening.add(threads.submit(() -> open(cache, "aa")));
    }
    for (Future<Path> one : opening) {
      assertThat(one.get().resolve("weights")).hasBinaryContent(CONTENT);
    }
    threads.shutdown();
    assertThat(compiled).hasValue(1);
  }

  @Test
  void anythingThatChangesTheResultHasAFolderOfItsOwn() {
    assertThat(
            Stream.of(
                    new CompiledKey("a", "e", "p", "s"),
                    new CompiledKey("b", "e", "p", "s"),
                    new CompiledKey("a", "f", "p", "s"),
                    new CompiledKey("a", "e", "q", "s"),
                    new CompiledKey("a", "e", "p", "t"))
                .map(CompiledKey::folder))
        .doesNotHaveDuplicates();
  }

  @Test
  void aCorruptModelIsCompiledAnew() throws Exception {
    Path weights = open(cache(), "aa").resolve("weights");
    byte[] flipped = CONTENT.clone();
    flipped[1500] = 1;
    List<Damage> damages =
        List.of(
            () -> Files.write(weights, new byte[2999]),
            () -> Files.write(weights, flipped),
            () -> Files.delete(weights),
            () -> Files.write(weights.resolveSibling("more"), CONTENT),
            () -> Files.delete(weights.resolveSibling("seal")),
            () -> Files.writeString(weights.resolveSibling("seal"), "no seal\n"));
    int expected = 1;
    for (Damage damage : damages) {
      damage.act();
      assertThat(open(cache(), "aa").resolve("weights")).hasBinaryContent(CONTENT);
      assertThat(compiled).hasValue(++expected);
    }
    open(cache(), "aa");
    assertThat(compiled).hasValue(expected);
  }

  private interface Damage {
    void act() throws IOException;
  }

  @Test
  void aChangeIsSeenByAProcessThatHasOpenedTheModelBefore() throws Exception {
    CompiledModels cache = cache();
    Path weights = open(cache, "aa").resolve("weights");
    byte[] flipped = CONTENT.clone();
    flipped[0] = 1;
    Files.write(weights, flipped);
    Files.setLastModifiedTime(weights, FileTime.fromMillis(1));
    open(cache, "aa");
    assertThat(compiled).hasValue(2);
  }

  @Test
  void aModelIsCompiledOnceWhateverTheDigitsOfTheLanguageAre() throws Exception {
    Locale before = Locale.getDefault();
    Locale.setDefault(Locale.forLanguageTag("fa"));
    try {
      open(cache(), "aa");
      open(cache(), "aa");
    } finally {
      Locale.setDefault(before);
    }
    open(cache(), "aa");
    assertThat(compiled).hasValue(1);
  }

  @Test
  void aCompilationThatFailsLeavesNothing() throws Exception {
    assertThatThrownBy(
            () ->
                cache()
                    .open(
                        key("aa"),
                        1,
                        folder -> {
                          Files.write(folder.resolve("model"), CONTENT);
                          throw new IOException("No space left on device");
                        }))
        .hasMessage("No space left on device");
    assertThat(names()).containsExactly(key("aa").folder() + ".lock");
    assertThat(open(cache(), "aa")).isDirectory();
  }

  @Test
  void aCompilationThatFailedIsNotTriedAgainByTheSameProcess() throws Exception {
    CompiledModels cache = cache();
    for (int i = 0; i < 3; i++) {
      assertThatThrownBy(
              () ->
                  cache.open(
                      key("aa"),
                      1,
                      folder -> {
                        compile(folder);
                        throw new IOException("full");
                      }))
          .hasMessage("full");
    }
    assertThat(compiled).hasValue(1);
    open(cache, "bb");
    open(cache(), "aa");
    assertThat(open(cache, "aa")).as("another process could").isDirectory();
  }

  @Test
  void aDirectoryThatCannotBeMadeIsAnError() throws Exception {
    Path file = Files.createFile(directory.resolve("file"));
    CompiledModels cache = new CompiledModels(file.resolve("cache"), 1 << 20);
    assertThatThrownBy(() -> open(cache, "aa")).isInstanceOf(IOException.class);
  }

  @Test
  void theLeastRecentlyUsedGoWhenTheCacheIsFull() throws Exception {
    CompiledModels small = new CompiledModels(directory, 20_000);
    Path first = open(small, "aa");
    Path second = open(small, "bb");
    Path third = open(small, "cc");
    Files.setLastModifiedTime(first.resolve("seal"), FileTime.fromMillis(1000));
    Files.setLastModifiedTime(second.resolve("seal"), FileTime.fromMillis(2000));
    open(small, "aa");
    open(small, "dd");
    assertThat(List.of(first, third)).allMatch(Files::isDirectory);
    assertThat(second).doesNotExist();
  }

  @Test
  void aModelLargerThanTheCacheIsNotCompiled() {
    assertThatThrownBy(() -> cache().open(key("aa"), 2 << 20, this::compile))
        .hasMessageContaining("2097152 bytes");
    assertThat(compiled).hasValue(0);
  }

  @Test
  void leftoversOfCrashedProcessesAreCleared() throws Exception {
    String dead = "-123e4567-e89b-12d3-a456-426614174000";
    Path own = Files.createDirectories(directory.resolve("building-" + key("aa").folder() + dead));
    Path other = Files.createDirectories(directory.resolve("building-other" + dead));
    Files.write(own.resolve("model"), CONTENT);
    Files.write(other.resolve("model"), CONTENT);
    Files.createDirectories(directory.resolve("trash-1"));
    open(cache(), "aa");
    assertThat(names())
        .containsExactlyInAnyOrder(key("aa").folder(), key("aa").folder() + ".lock", "other.lock");
  }

  @Test
  void processorFeaturesAreSortedAndDistinguishProcessors() {
    assertThat(ProcessorFeatures.features("x", List.of("processor : 0", "flags\t\t: b a")))
        .isEqualTo(ProcessorFeatures.features("x", List.of("flags : a b")))
        .hasValue("x a b");
    assertThat(ProcessorFeatures.features("x", List.of("flags : a")))
        .isNotEqualTo(ProcessorFeatures.features("y", List.of("Features : a")));
    assertThat(ProcessorFeatures.features("x", List.of("no colon"))).isEmpty();
  }
}
