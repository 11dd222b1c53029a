package io.euge.video.corpus;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.bytedeco.ffmpeg.global.avformat.avformat_close_input;
import static org.bytedeco.ffmpeg.global.avformat.avformat_open_input;
import static org.bytedeco.ffmpeg.global.avutil.av_dict_free;
import static org.bytedeco.ffmpeg.global.avutil.av_dict_set;
import static org.junit.jupiter.api.Assumptions.abort;

import io.euge.testing.Canary;
import io.euge.testing.ClipWriter;
import io.euge.testing.NoLeaks;
import io.euge.testing.OneSentence;
import io.euge.video.DecodeOptions;
import io.euge.video.Segment;
import io.euge.video.VideoException;
import io.euge.video.VideoSource;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.NoSuchElementException;
import org.bytedeco.ffmpeg.avformat.AVFormatContext;
import org.bytedeco.ffmpeg.avutil.AVDictionary;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** A video reads no file but itself and calls nobody, whatever is in it and wherever it lies. */
@ExtendWith(NoLeaks.class)
@DisabledOnOs(OS.WINDOWS)
class HostileVideosTest {
  @TempDir Path folder;
  private Canary canary;

  @BeforeEach
  void canary() throws Exception {
    canary = new Canary(folder.resolve("other.ts"));
  }

  @AfterEach
  void release() throws Exception {
    canary.close();
  }

  @ParameterizedTest
  @EnumSource
  void aListOfOtherFilesIsNoVideo(Placement placement) throws Exception {
    requireReadable(placement);
    for (Map.Entry<String, byte[]> list :
        HostileVideos.lists(canary.file(), canary.port()).entrySet()) {
      for (String ending : List.of("", ".mp4", ".ts", ".mkv")) {
        String name = list.getKey() + ending;
        Reading reading = read(placement.put(folder, name, list.getValue()));
        assertThat(reading.failure()).as(name).isNotNull();
        assertThat(reading.failure().code()).isEqualTo(VideoException.Code.FORMAT);
        assertThat(OneSentence.of(reading.failure()))
            .contains(name)
            .contains("is not a video in a format Euge reads");
        assertUntouched(name);
      }
    }
  }

  @ParameterizedTest
  @EnumSource
  void dataReferencesOfAnMp4AreNotFollowed(Placement placement) throws Exception {
    requireReadable(placement);
    byte[] good = clip("good.mp4");
    Path beside = canary.file();
    Map<String, byte[]> references =
        Map.of(
            "alias.mp4", HostileVideos.alias(good, beside),
            "alias.mov", HostileVideos.alias(good, beside),
            "beside.mp4", HostileVideos.location(good, beside.getFileName().toString()),
            "absolute.mp4", HostileVideos.location(good, "file://" + beside),
            "http.mp4",
                HostileVideos.location(good, "http://127.0.0.1:" + canary.port() + "/a.mp4"));
    for (Map.Entry<String, byte[]> reference : references.entrySet()) {
      ownFramesOrNone(placement, reference.getKey(), reference.getValue(), "good.mp4");
    }
  }

  @ParameterizedTest
  @EnumSource
  void linksAndAttachmentsOfMatroskaAreNotFollowed(Placement placement) throws Exception {
    requireReadable(placement);
    byte[] linked = HostileVideos.linked(clip("good.mkv"), canary.file());
    assertThat(ownFramesOrNone(placement, "linked.mkv", linked, "good.mkv").shots()).hasSize(25);
  }

  @Test
  void aNameIsTheNameOfAFileAndNothingElse() throws Exception {
    Path good = new ClipWriter().write(folder.resolve("good.mp4"));
    String server = "127.0.0.1:" + canary.port();
    for (String name :
        List.of(
            "concat:" + good + "|" + canary.file(),
            "concatf:" + canary.file(),
            "subfile,,start,0,end,0,,:" + good,
            "crypto:" + good,
            "crypto+file:" + good,
            "async:" + good,
            "cache:" + good,
            "file:" + good,
            "file://" + good,
            "data:video/mp4;base64,AAAA",
            "http://" + server + "/a.mp4",
            "https://" + server + "/a.mp4",
            "hls+http://" + server + "/a.m3u8",
            "rtmp://" + server + "/a",
            "rtsp://" + server + "/a",
            "tcp://" + server,
            "ftp://" + server + "/a.mp4",
            "tls://" + server,
            "pipe:0",
            "fd:0",
            "-")) {
      Reading reading = read(VideoSource.of(Path.of(name)));
      assertThat(reading.failure()).as(name).isNotNull();
      assertThat(reading.failure().code()).as(name).isEqualTo(VideoException.Code.MISSING);
      OneSentence.of(reading.failure());
      assertUntouched(name);
    }
    for (String name :
        List.of("subfile,,start,0,end,9,,:a.mp4", "data:,a", "concat:a|b", "%d.mp4")) {
      Path odd = Files.copy(good, folder.resolve(name));
      assertThat(read(VideoSource.of(odd)).shots()).as(name).hasSize(25);
    }
  }

  /** Else the tests above would say nothing. */
  @Test
  void aReaderThatIsNotConfinedTouchesTheCanary() throws Exception {
    Path script =
        Files.writeString(folder.resolve("a.ffconcat"), "ffconcat version 1.0\nfile other.ts\n");
    openUnconfined(script, Map.of());
    assertThat(canary.fileWasOpened(5000)).isTrue();
    Path list =
        Files.write(
            folder.resolve("a.m3u8"),
            HostileVideos.lists(canary.file(), canary.port()).entrySet().stream()
                .filter(entry -> new String(entry.getValue(), UTF_8).contains("\nhttp:"))
                .findFirst()
                .orElseThrow()
                .getValue());
    openUnconfined(list, Map.of("protocol_whitelist", "file,http,tcp"));
    assertThat(canary.wasConnected(5000)).isTrue();
  }

  @Test
  void aReaderThatFollowsDataReferencesTouchesTheCanary() throws Exception {
    Path alias =
        Files.write(
            folder.resolve("alias.mp4"), HostileVideos.alias(clip("good.mp4"), canary.file()));
    openUnconfined(alias, Map.of("enable_drefs", "1"));
    assertThat(canary.fileWasOpened(5000)).isTrue();
  }

  private static void openUnconfined(Path file, Map<String, String> settings) {
    AVFormatContext format = new AVFormatContext(null);
    AVDictionary options = new AVDictionary(null);
    settings.forEach((key, value) -> av_dict_set(options, key, value, 0));
    if (avformat_open_input(format, file.toString(), null, options) >= 0) {
      avformat_close_input(format);
    }
    av_dict_free(options);
  }

  /** Frames of its own, as the good clip has them, or none. */
  private Reading ownFramesOrNone(Placement placement, String name, byte[] bytes, String good)
      throws Exception {
    Reading own = read(VideoSource.of(folder.resolve(good)));
    Reading reading = read(placement.put(folder, name, bytes));
    assertThat(own.shots()).hasSize(25);
    assertThat(own.shots().subList(0, reading.shots().size())).isEqualTo(reading.shots());
    if (reading.failure() != null) {
      OneSentence.of(reading.failure());
    }
    assertUntouched(name);
    return reading;
  }

  private void assertUntouched(String name) throws InterruptedException {
    assertThat(canary.fileWasOpened(5)).as("%s opened another file", name).isFalse();
    assertThat(canary.wasConnected(5)).as("%s opened a connection", name).isFalse();
  }

  private void requireReadable(Placement placement) throws Exception {
    try {
      read(placement.put(folder, "readable.mp4", clip("good.mp4")));
    } catch (NoSuchElementException e) {
      abort("videos that lie elsewhere are not read yet");
    }
  }

  private byte[] clip(String name) throws Exception {
    return Files.readAllBytes(new ClipWriter().write(folder.resolve(name)));
  }

  private static Reading read(VideoSource source) {
    return Reading.of(source, Segment.whole(), DecodeOptions.DEFAULT);
  }
}
