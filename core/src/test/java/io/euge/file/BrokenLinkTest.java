package io.euge.file;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class BrokenLinkTest {
  @TempDir Path folder;

  @Test
  void aLinkToNothingNamesItsTarget() throws IOException {
    Path link = Files.createSymbolicLink(folder.resolve("a.mp4"), Path.of("gone.mp4"));
    assertThat(BrokenLink.explain(link))
        .contains(link + " is a symbolic link to gone.mp4, which does not exist");
    Path second = Files.createSymbolicLink(folder.resolve("b.mp4"), link);
    assertThat(BrokenLink.explain(second))
        .contains(second + " is a symbolic link to " + link + ", which does not exist");
  }

  @Test
  void aLinkThatLeadsToItselfIsALoop() throws IOException {
    Path one = folder.resolve("one");
    Path two = Files.createSymbolicLink(folder.resolve("two"), Path.of("one"));
    Files.createSymbolicLink(one, Path.of("two"));
    assertThat(BrokenLink.explain(one))
        .contains(one + " is a symbolic link to two, which leads back to it");
    assertThat(BrokenLink.explain(two)).isPresent();
  }

  @Test
  void aLinkOnTheWayIsNamed() throws IOException {
    Path disk = Files.createSymbolicLink(folder.resolve("disk"), Path.of("/no/disk"));
    assertThat(BrokenLink.explain(disk.resolve("2026/a.mp4")))
        .contains(disk + " is a symbolic link to /no/disk, which does not exist");
  }

  @Test
  void withoutABrokenLinkThereIsNothingToSay() throws IOException {
    Path file = Files.createFile(folder.resolve("file"));
    assertThat(BrokenLink.explain(file)).isEmpty();
    assertThat(BrokenLink.explain(Files.createSymbolicLink(folder.resolve("good"), file)))
        .isEmpty();
    assertThat(BrokenLink.explain(folder.resolve("none/deep"))).isEmpty();
  }
}
