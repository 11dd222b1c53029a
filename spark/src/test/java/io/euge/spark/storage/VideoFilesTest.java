package io.euge.spark.storage;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.euge.EugeException;
import io.euge.spark.FakeStore;
import io.euge.spark.recording.Recording;
import io.euge.video.decode.VideoReader;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import org.apache.hadoop.conf.Configuration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class VideoFilesTest {
  @TempDir Path folder;

  @Test
  void aFileNamedOutrightIsTakenWhateverItIsCalled() throws Exception {
    touch("recording.dat", "_hidden.mp4");
    assertThat(list("recording.dat", "_hidden.mp4"))
        .containsExactly("_hidden.mp4", "recording.dat");
  }

  @Test
  void ofADirectoryAllVideosBelowAreTaken() throws Exception {
    touch("b.mp4", "a/deep/er/C.MKV", "a/x.ts", "notes.txt", "a/mp4", "list.m3u8");
    assertThat(list("")).containsExactly("a/deep/er/C.MKV", "a/x.ts", "b.mp4");
    assertThat(list("a/")).containsExactly("a/deep/er/C.MKV", "a/x.ts");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "vob", "m2t", "f4v", "3g2", "divx", "mod", "dav", "m1v", "m2v", "mpv", "mpe", "MPE"
      })
  void extensionsOfOldCamerasAndRecordersAreThoseOfVideos(String extension) throws Exception {
    touch("a/video." + extension, "a/video." + extension + "x", "a/" + extension);
    assertThat(list("")).containsExactly("a/video." + extension);
  }

  @Test
  void aLinkToAFolderAboveLeadsToNothingNew() throws Exception {
    touch("a/x.mp4");
    Files.createSymbolicLink(folder.resolve("a/back"), folder);
    assertThat(list("")).containsExactly("a/x.mp4");
  }

  @Test
  void hiddenFilesAndFoldersOfADirectoryArePassedBy() throws Exception {
    touch(".a.mp4", "_b.mp4", ".git/c.mp4", "x/_temporary/0/d.mp4", "x/e.mp4");
    assertThat(list("")).containsExactly("x/e.mp4");
  }

  @Test
  void aDirectoryThatIsHiddenItselfIsReadWhenNamed() throws Exception {
    touch(".spool/a.mp4");
    assertThat(list(".spool")).containsExactly(".spool/a.mp4");
  }

  @Test
  void aGlobMeansFilesAndDirectories() throws Exception {
    touch("cam1/a.mp4", "cam2/b.mp4", "cam3.mp4", "other/c.mp4");
    assertThat(list("cam*")).containsExactly("cam1/a.mp4", "cam2/b.mp4", "cam3.mp4");
    assertThat(list("{cam1,other}/*.mp4")).containsExactly("cam1/a.mp4", "other/c.mp4");
    assertThat(list("cam[12]/?.mp4")).containsExactly("cam1/a.mp4", "cam2/b.mp4");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"[cam] 1.mp4", "what?.mp4", "a*b.mp4", "{x}.mp4", "50% #1 é.mp4", "a+b&c=d.mp4"})
  void aNameWithStrangeCharactersIsThatFile(String name) throws Exception {
    touch(name, "cam.mp4");
    assertThat(list(name)).containsExactly(name);
    assertThat(list("")).contains(name);
    String listed =
        new VideoFiles(new Configuration()).list(List.of(folder + "/" + name)).get(0).path();
    assertThat(local(listed)).isEqualTo(folder.resolve(name));
  }

  @Test
  void aFileNamedSeveralTimesIsReadOnce() throws Exception {
    touch("a.mp4");
    assertThat(list("a.mp4", "", "*.mp4")).containsExactly("a.mp4");
    assertThat(
            new VideoFiles(new Configuration())
                .list(List.of(folder + "/a.mp4", "file:" + folder + "/a.mp4")))
        .hasSize(1);
  }

  @ParameterizedTest
  @ValueSource(strings = {"nowhere.mp4", "nowhere/", "*.mp4", "no/where/*"})
  void whatIsNotThereIsNamed(String name) {
    assertThatThrownBy(() -> list(name))
        .isInstanceOf(EugeException.class)
        .hasMessage("There is no file or directory " + folder + "/" + name + "; check the path");
  }

  @Test
  void aLinkToNothingIsNamedWithItsTarget() throws Exception {
    Path link = Files.createSymbolicLink(folder.resolve("a.mp4"), Path.of("/gone/a.mp4"));
    Path disk = Files.createSymbolicLink(folder.resolve("disk"), Path.of("disk"));
    assertThatThrownBy(() -> list("a.mp4"))
        .isInstanceOf(EugeException.class)
        .hasMessage(
            "There is no file or directory %s: %s is a symbolic link to /gone/a.mp4, which does not exist; restore it or give another",
            link, link);
    assertThatThrownBy(() -> list("disk/b.mp4"))
        .hasMessageContaining(disk + " is a symbolic link to disk, which leads back to it");
  }

  @Test
  void aLinkToNothingInADirectoryIsAVideoThatCannotBeOpened() throws Exception {
    touch("rec/a.mp4");
    Files.createSymbolicLink(folder.resolve("rec/b.mp4"), Path.of("/gone/b.mp4"));
    List<Recording> listed = new VideoFiles(new Configuration()).list(List.of(folder + "/rec"));
    assertThat(listed).hasSize(2);
    String broken = listed.get(1).path();
    assertThatThrownBy(() -> VideoReader.probe(local(broken)))
        .hasMessage(
            "There is no file %1$s: %1$s is a symbolic link to /gone/b.mp4, which does not exist; restore it",
            folder.resolve("rec/b.mp4"));
  }

  @Test
  void twoNamesOfOneFileAreTwoVideos() throws Exception {
    touch("a.mp4");
    Files.createSymbolicLink(folder.resolve("b.mp4"), folder.resolve("a.mp4"));
    assertThat(cameras("")).containsExactly("a", "b");
    assertThat(list("a.mp4/", "./a.mp4", "none/../a.mp4")).containsExactly("a.mp4");
  }

  @Test
  void aDirectoryWithoutVideosIsNamedWithWhatWasLookedFor() throws Exception {
    touch("docs/readme.txt");
    assertThatThrownBy(() -> list("docs"))
        .isInstanceOf(EugeException.class)
        .hasMessageContaining("There is no video in " + folder + "/docs")
        .hasMessageContaining(".mp4");
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "nosuch://x/a.mp4", "a{b"})
  void whatIsNoPathIsNamed(String path) {
    assertThatThrownBy(() -> new VideoFiles(new Configuration()).list(List.of(path)))
        .isInstanceOf(EugeException.class)
        .hasMessageContaining(path);
  }

  @Test
  void theCameraIsTheFolderBelowTheDirectory() throws Exception {
    touch("north/gate1/a.mp4", "north/gate1/b.mkv", "Straße 3/ü 100%/c.mp4", "gate%20/d.mp4");
    assertThat(cameras(""))
        .containsExactly("Straße 3/ü 100%", "gate%20", "north/gate1", "north/gate1");
    assertThat(cameras("north/")).containsExactly("gate1", "gate1");
  }

  @Test
  void theCameraOfAFileInNoFolderIsItsNameWithoutExtension() throws Exception {
    touch("cam 1.north.mp4", "x/recording", "x/.mp4");
    assertThat(cameras("")).containsExactly("cam 1.north");
    assertThat(cameras("x/recording")).containsExactly("recording");
    assertThat(cameras("x/.mp4")).containsExactly(".mp4");
  }

  @Test
  void whatAGlobMatchesIsAsIfItWasNamed() throws Exception {
    touch("2026/north/a.mp4", "2026/south/deep/b.mp4");
    assertThat(cameras("2026/*")).containsExactly("a", "deep");
    assertThat(cameras("*/north/*.mp4")).containsExactly("a");
    assertThat(cameras("20*")).containsExactly("north", "south/deep");
  }

  @Test
  void ofSeveralPathsWithAVideoTheFirstDecidesAboutTheCamera() throws Exception {
    touch("north/gate1/a.mp4");
    assertThat(cameras("", "north", "north/gate1/a.mp4")).containsExactly("north/gate1");
    assertThat(cameras("north/gate1/a.mp4", "")).containsExactly("a");
  }

  @Test
  void aLinkedFolderIsACameraByItsName() throws Exception {
    touch("disk7/a.mp4", "rec/b.mp4");
    Files.createSymbolicLink(folder.resolve("rec/gate"), folder.resolve("disk7"));
    assertThat(cameras("rec")).containsExactly("b", "gate");
  }

  @Test
  void camerasInAStoreAreThoseOfTheLocalFolder() throws Exception {
    touch("rec/Straße 3/ü 100%/a.mp4", "rec/gate%20/b.mp4", "rec/c d.mp4");
    assertThat(new VideoFiles(FakeStore.configuration()).list(List.of("fake:" + folder + "/rec")))
        .extracting(Recording::camera)
        .containsExactly("Straße 3/ü 100%", "c d", "gate%20");
  }

  private List<String> cameras(String... names) {
    return new VideoFiles(new Configuration())
        .list(Arrays.stream(names).map(name -> folder + "/" + name).toList()).stream()
            .map(Recording::camera)
            .toList();
  }

  private static Path local(String path) {
    return new HadoopVideoSource(path, new Configuration()).file().orElseThrow();
  }

  /** Lists paths given relative to the directory, and gives them back so. */
  private List<String> list(String... names) {
    return new VideoFiles(new Configuration())
        .list(Arrays.stream(names).map(name -> folder + "/" + name).toList()).stream()
            .map(video -> folder.relativize(local(video.path())).toString())
            .toList();
  }

  private void touch(String... names) throws IOException {
    for (String name : names) {
      Path file = folder.resolve(name);
      Files.createDirectories(file.getParent());
      Files.createFile(file);
    }
  }
}
