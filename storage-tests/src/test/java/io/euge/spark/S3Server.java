package io.euge.spark;

import io.euge.testing.ShortJvm;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.FileSystem;
import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;
import software.amazon.awssdk.auth.credentials.StaticCredentialsProvider;
import software.amazon.awssdk.http.apache.ApacheHttpClient;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.s3.S3Client;

/** Runs S3Proxy in a separate process on the loopback interface, with one directory per bucket. */
final class S3Server implements AutoCloseable {
  static final String BUCKET = "videos";
  private static final String KEY = "the-access-key";
  private static final String SECRET = "the-secret-key";

  private final Path folder;
  private final int port;
  private Process process;

  /** Starts a server that stores its objects in a directory. */
  S3Server(Path folder) throws IOException, InterruptedException {
    this(folder, "filesystem-nio2");
  }

  /**
   * Starts a server that stores its objects in memory. Like S3, it has no directories: with a
   * directory as storage, an empty directory would also become an object, and nothing could be
   * written into it.
   */
  static S3Server inMemory(Path folder) throws IOException, InterruptedException {
    S3Server server = new S3Server(folder, "transient");
    server.makeBucket();
    return server;
  }

  private S3Server(Path folder, String provider) throws IOException, InterruptedException {
    this.folder = folder;
    Files.createDirectories(folder.resolve("data").resolve(BUCKET));
    try (ServerSocket free = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      port = free.getLocalPort();
    }
    Files.write(
        configuration(),
        List.of(
            "s3proxy.endpoint=" + endpoint(),
            "s3proxy.authorization=aws-v4",
            // Newer clients send checksum headers that it does not support.
            "s3proxy.ignore-unknown-headers=true",
            "s3proxy.identity=" + KEY,
            "s3proxy.credential=" + SECRET,
            "jclouds.provider=" + provider,
            "jclouds.identity=unused",
            "jclouds.credential=unused",
            "jclouds.filesystem.basedir=" + folder.resolve("data")));
    start();
  }

  private Path configuration() {
    return folder.resolve("s3proxy.conf");
  }

  /**
   * Starts the server again after {@link #kill}, at the same address and with the same directory.
   */
  void start() throws IOException, InterruptedException {
    List<String> command = new ArrayList<>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    command.add("-Xmx512m");
    command.addAll(ShortJvm.options());
    command.addAll(List.of("-jar", System.getProperty("euge.s3proxy")));
    command.addAll(List.of("--properties", configuration().toString()));
    process =
        new ProcessBuilder(command)
            .redirectErrorStream(true)
            .redirectOutput(folder.resolve("s3proxy.log").toFile())
            .start();
    waitForIt();
  }

  private void waitForIt() throws IOException, InterruptedException {
    for (int i = 0; i < 600; i++) {
      try (Socket connection = new Socket(InetAddress.getLoopbackAddress(), port)) {
        return;
      } catch (IOException e) {
        if (!process.isAlive()) {
          throw new IOException(Files.readString(folder.resolve("s3proxy.log")), e);
        }
        Thread.sleep(100);
      }
    }
    close();
    throw new IOException("S3Proxy does not answer: " + folder.resolve("s3proxy.log"));
  }

  private void makeBucket() {
    try (S3Client client =
        S3Client.builder()
            .endpointOverride(URI.create(endpoint()))
            .region(Region.US_EAST_1)
            .forcePathStyle(true)
            .httpClient(ApacheHttpClient.create())
            .credentialsProvider(
                StaticCredentialsProvider.create(AwsBasicCredentials.create(KEY, SECRET)))
            .build()) {
      client.createBucket(bucket -> bucket.bucket(BUCKET));
    }
  }

  String endpoint() {
    return "http://127.0.0.1:" + port;
  }

  /** Uploads a file in one request, so that the object has an ordinary ETag. */
  void put(Path file, String key) throws IOException {
    put(Map.of(key, Files.readAllBytes(file)));
  }

  /** Uploads each of the objects in one request. */
  void put(Map<String, byte[]> objects) throws IOException {
    Configuration hadoop = new Configuration();
    settings().forEach(hadoop::set);
    hadoop.set("fs.s3a.multipart.threshold", "1G");
    hadoop.set("fs.s3a.multipart.size", "1G");
    hadoop.setBoolean("fs.s3a.create.performance", true);
    try (FileSystem files = FileSystem.newInstance(URI.create("s3a://" + BUCKET), hadoop)) {
      for (Map.Entry<String, byte[]> object : objects.entrySet()) {
        try (OutputStream out =
            files.create(new org.apache.hadoop.fs.Path("/" + object.getKey()))) {
          out.write(object.getValue());
        }
      }
    }
  }

  /** Returns the Hadoop settings for this server. */
  Map<String, String> settings() {
    return Map.of(
        "fs.s3a.endpoint", endpoint(),
        "fs.s3a.endpoint.region", "us-east-1",
        "fs.s3a.path.style.access", "true",
        "fs.s3a.access.key", KEY,
        "fs.s3a.secret.key", SECRET,
        "fs.s3a.attempts.maximum", "1",
        "fs.s3a.retry.limit", "1");
  }

  @Override
  public void close() throws InterruptedException {
    forget();
    process.destroy();
    if (!process.waitFor(10, TimeUnit.SECONDS)) {
      process.destroyForcibly().waitFor();
    }
  }

  /** Ends the process immediately; connections of its clients are then refused. */
  void kill() throws InterruptedException {
    process.destroyForcibly().waitFor();
  }

  /**
   * Clears Hadoop's cache of file systems, whose keys do not distinguish this server from the next.
   */
  private static void forget() {
    try {
      FileSystem.closeAll();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
