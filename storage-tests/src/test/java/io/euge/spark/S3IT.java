package io.euge.spark;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.euge.video.VideoException;
import io.euge.video.VideoException.Code;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.apache.hadoop.conf.Configuration;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** Videos in S3, read through S3A. */
class S3IT extends StorageContract {
  private S3Server server;

  @BeforeAll
  void start() throws IOException, InterruptedException {
    server = new S3Server(folder.resolve("s3"));
  }

  @AfterAll
  void stop() throws InterruptedException {
    if (server != null) {
      server.close();
    }
  }

  @Override
  String put(Path file, String name) throws IOException {
    server.put(file, name);
    return path(name);
  }

  @Override
  String path(String name) {
    return "s3a://" + S3Server.BUCKET + "/" + name;
  }

  @Override
  Map<String, String> settings() {
    return server.settings();
  }

  @Test
  void wrongCredentialsAreNamed() throws IOException {
    String path = put(Files.writeString(folder.resolve("a.mp4"), "a"), "secret/a.mp4");
    Configuration wrong = configuration();
    wrong.set("fs.s3a.secret.key", "guessed");
    wrong.setBoolean("fs.s3a.impl.disable.cache", true);
    VideoException e =
        catchThrowableOfType(VideoException.class, () -> open(new HadoopVideo(path, wrong)));
    assertThat(e.code()).isEqualTo(Code.UNREADABLE);
    assertThat(e)
        .hasMessageStartingWith(
            path + " may not be read; check its permissions and the credentials");
  }

  @Test
  void noCredentialsAreNamed() throws IOException {
    String path = put(Files.writeString(folder.resolve("b.mp4"), "b"), "secret/b.mp4");
    Configuration none = configuration();
    none.unset("fs.s3a.access.key");
    none.unset("fs.s3a.secret.key");
    none.set(
        "fs.s3a.aws.credentials.provider", "org.apache.hadoop.fs.s3a.SimpleAWSCredentialsProvider");
    none.setBoolean("fs.s3a.impl.disable.cache", true);
    VideoException e =
        catchThrowableOfType(VideoException.class, () -> open(new HadoopVideo(path, none)));
    assertThat(e.code()).isEqualTo(Code.UNREADABLE);
    assertThat(e).hasMessageContaining(path).hasMessageContaining("credentials");
  }

  @Test
  void aBucketThatIsNotThereIsNamed() {
    VideoException e =
        catchThrowableOfType(VideoException.class, () -> open(video("s3a://nowhere/a.mp4")));
    assertThat(e).hasMessageContaining("s3a://nowhere/a.mp4");
  }
}
