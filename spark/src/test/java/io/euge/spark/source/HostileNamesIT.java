package io.euge.spark.source;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;

import io.euge.EugeException;
import io.euge.model.TinyModel;
import io.euge.spark.LocalSpark;
import io.euge.testing.Canary;
import io.euge.testing.ClipWriter;
import io.euge.testing.OneSentence;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.apache.spark.sql.SparkSession;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

/** Names that mean something to FFmpeg, and lists of other files, given to Spark as videos. */
@DisabledOnOs(OS.WINDOWS)
class HostileNamesIT {
  @TempDir Path folder;

  @Test
  void noNameAndNoListMakesTheJobReadAnotherFileOrCallAnybody() throws Exception {
    Path good = new ClipWriter().write(folder.resolve("good.mp4"));
    String model = TinyModel.write(folder.resolve("model")).toString();
    try (Canary canary = new Canary(folder.resolve("other.ts"));
        SparkSession spark = LocalSpark.start(1)) {
      String server = "127.0.0.1:" + canary.port();
      Path list = folder.resolve("list.m3u8.mp4");
      Files.writeString(
          list,
          "#EXTM3U\n#EXTINF:5,\nother.ts\n#EXTINF:5,\nhttp://" + server + "/a.ts\n#EXT-X-ENDLIST\n",
          UTF_8);
      Path script = folder.resolve("script.mp4");
      Files.writeString(script, "ffconcat version 1.0\nfile other.ts\n", UTF_8);
      for (String name :
          List.of(
              "concat:" + good + "|" + canary.file(),
              "subfile,,start,0,end,0,,:" + good,
              "crypto:" + good,
              "data:video/mp4;base64,AAAA",
              "rtsp://" + server + "/a",
              "tcp://" + server + "/a",
              "http://" + server + "/a.mp4",
              "hls+http://" + server + "/a.m3u8",
              canary.file().toString(),
              list.toString(),
              script.toString())) {
        Throwable failure =
            catchThrowable(
                () ->
                    spark
                        .read()
                        .format("detections")
                        .option("model", model)
                        .load(name)
                        .collectAsList());
        assertThat(failure).as(name).isNotNull();
        Throwable ours = failure;
        while (ours != null && !(ours instanceof EugeException)) {
          ours = ours.getCause();
        }
        assertThat(ours).as("%s: %s", name, failure).isInstanceOf(EugeException.class);
        OneSentence.of((EugeException) ours);
        assertThat(canary.fileWasOpened(20)).as("%s opened another file", name).isFalse();
        assertThat(canary.wasConnected(20)).as("%s opened a connection", name).isFalse();
      }
      assertThat(
              spark
                  .read()
                  .format("detections")
                  .option("model", model)
                  .load(good.toString())
                  .count())
          .isEqualTo(25);
    }
  }
}
