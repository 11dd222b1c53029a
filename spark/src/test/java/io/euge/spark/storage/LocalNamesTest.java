package io.euge.spark.storage;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.euge.file.ScratchFolder;
import io.euge.process.ChildJvm;
import io.euge.process.ParentJvm;
import io.euge.spark.recording.Recording;
import io.euge.testing.OneSentence;
import io.euge.video.VideoException;
import io.euge.video.VideoException.Code;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.apache.hadoop.conf.Configuration;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

/** Names of local files in any letters, and in bytes that are no letters at all. */
@EnabledOnOs(OS.LINUX)
class LocalNamesTest {
  private static final List<String> READABLE =
      List.of("a.mp4", "ü.mp4", "視頻.mp4", "😀.mp4", "\uFFFD.mp4");

  @TempDir Path folder;

  @BeforeEach
  void files() throws IOException {
    Files.createDirectory(folder.resolve("ä"));
    Files.createFile(folder.resolve("ä/b.mp4"));
    for (String name : READABLE) {
      Files.createFile(folder.resolve(name));
    }
    // In ISO 8859-1, "ü" and "ä" are the bytes FC and E4.
    Files.createFile(bytes("lat%FCn.mp4"));
    Files.createFile(bytes("lat%E4n.mp4"));
    Files.createDirectory(bytes("lat%E4n"));
    Files.createFile(bytes("lat%E4n/%C3%BC.mp4"));
  }

  private Path bytes(String encoded) {
    return Path.of(URI.create("file://" + folder + "/" + encoded));
  }

  /** The names of all videos that are listed, and what became of those that cannot be read. */
  private static List<String> listed(String pattern) {
    List<String> said = new ArrayList<>();
    for (Recording recording : new VideoFiles(new Configuration()).list(List.of(pattern))) {
      String video = recording.path();
      String name = video.substring(video.lastIndexOf("/names/") + "/names/".length());
      try {
        Path file = new HadoopVideoSource(video, new Configuration()).file().orElseThrow();
        said.add(name + (Files.exists(file) ? "" : " is missing"));
      } catch (VideoException e) {
        assertThat(e.code()).isEqualTo(Code.UNREADABLE);
        OneSentence.of(e);
        said.add("cannot read " + name);
      }
    }
    return said;
  }

  @Test
  void aRelativeNameIsOneInTheWorkingDirectory() {
    assertThat(LocalNames.file("no such.mp4")).isEqualTo(Path.of("no such.mp4").toAbsolutePath());
    assertThat(LocalNames.file("a/no such.mp4"))
        .isEqualTo(Path.of("a/no such.mp4").toAbsolutePath());
  }

  @Test
  void anUnreadableNameIsListedOnceAndFailsAlone() throws Exception {
    folder = Files.move(folder, Files.createTempDirectory("euge").resolve("names"));
    List<String> all =
        List.of(
            "a.mp4",
            "cannot read lat\\xE4n.mp4",
            "cannot read lat\\xE4n/ü.mp4",
            "cannot read lat\\xFCn.mp4",
            "ä/b.mp4",
            "ü.mp4",
            "視頻.mp4",
            "\uFFFD.mp4",
            "😀.mp4");
    assertThat(listed(folder.toString())).containsExactlyInAnyOrderElementsOf(all);
    assertThat(listed(folder + "/*")).containsExactlyInAnyOrderElementsOf(all);
    assertThat(listed(folder + "/l*.mp4"))
        .containsExactly("cannot read lat\\xE4n.mp4", "cannot read lat\\xFCn.mp4");
    assertThat(listed(folder + "/*/*.mp4"))
        .containsExactlyInAnyOrder("cannot read lat\\xE4n/ü.mp4", "ä/b.mp4");
    assertThat(listed(folder + "/ü.mp4")).containsExactly("ü.mp4");
    // What Java makes of such a name on the command line.
    assertThat(listed(folder + "/lat\uFFFDn.mp4")).containsExactly("cannot read lat\uFFFDn.mp4");
    assertThatThrownBy(() -> listed(folder + "/nowhere.mp4"))
        .hasMessageContaining("There is no file");
  }

  /** Lists a directory in a process of its own. */
  static final class Main {
    public static void main(String[] args) throws Exception {
      ParentJvm parent = ParentJvm.connect(args);
      parent.answer(new ArrayList<>(listed(parent.order(String.class))));
      System.exit(0);
    }
  }

  @Test
  void underTheCLocaleWhatIsNotAsciiFailsAlone() throws Exception {
    folder = Files.move(folder, Files.createTempDirectory("euge").resolve("names"));
    List<String> all =
        List.of(
            "a.mp4",
            "cannot read lat\\xE4n.mp4",
            "cannot read lat\\xE4n/ü.mp4",
            "cannot read lat\\xFCn.mp4",
            "cannot read ä/b.mp4",
            "cannot read ü.mp4",
            "cannot read 視頻.mp4",
            "cannot read \uFFFD.mp4",
            "cannot read 😀.mp4");
    assertThat(inCLocale(folder.toString())).containsExactlyInAnyOrderElementsOf(all);
    assertThat(inCLocale(folder + "/*")).containsExactlyInAnyOrderElementsOf(all);
    assertThat(inCLocale(folder + "/ü.mp4")).containsExactly("cannot read ü.mp4");
    assertThat(inCLocale(folder + "/ä")).containsExactly("cannot read ä");
  }

  @SuppressWarnings("unchecked")
  private static List<String> inCLocale(String pattern) throws Exception {
    ChildJvm.Options options =
        new ChildJvm.Options(
            List.of(),
            Map.of("LC_ALL", "C", "LANG", "", "LC_CTYPE", ""),
            false,
            Duration.ofMinutes(1));
    try (ScratchFolder scratch = ScratchFolder.temporary("euge-names");
        ChildJvm child = ChildJvm.start("list files", Main.class, pattern, scratch, options)) {
      return child.finish(ArrayList.class);
    }
  }
}
