package io.euge.spark.storage;

import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.euge.EugeException;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class UrlSchemesTest {
  @ParameterizedTest
  @ValueSource(
      strings = {
        "rtsp://user:secret@camera:554/stream1",
        "RTSP://camera/1",
        "rtmp://host/app/key",
        "udp://@:1234",
        "udp://@239.0.0.1:1234",
        "srt://host:9000?mode=caller",
        "hls://host/live"
      })
  void aLiveStreamIsNotRead(String url) {
    assertThatThrownBy(() -> UrlSchemes.requireStorage(url))
        .isInstanceOf(EugeException.class)
        .hasMessageStartingWith("Cannot read " + url + ": live streams are not read; record")
        .hasMessageNotContaining("library");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"https://host/live/index.m3u8?token=1", "http://host/a.M3U8", "https://h/a.mpd"})
  void aPlaylistOfAStreamIsNotRead(String url) {
    assertThatThrownBy(() -> UrlSchemes.requireStorage(url))
        .hasMessageContaining("streaming playlists (HLS, DASH) are not read; record");
  }

  @ParameterizedTest
  @ValueSource(strings = {"http://host/a.mp4", "FTP://host/a.mp4"})
  void aWebServerIsNoStorage(String url) {
    assertThatThrownBy(() -> UrlSchemes.requireStorage(url))
        .hasMessageContaining("is not a supported storage; download the video");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "a.mp4",
        "/videos/a:b.mp4",
        "file:///a.mp4",
        "s3a://bucket/a.mp4",
        "hdfs://n:1/a",
        "C:/a.mp4"
      })
  void aPathIsLeftToItsFileSystem(String path) {
    assertThatCode(() -> UrlSchemes.requireStorage(path)).doesNotThrowAnyException();
  }
}
