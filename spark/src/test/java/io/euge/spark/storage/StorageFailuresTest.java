package io.euge.spark.storage;

import static org.assertj.core.api.Assertions.assertThat;

import io.euge.EugeException;
import io.euge.video.VideoException;
import java.io.EOFException;
import java.io.FileNotFoundException;
import java.io.IOException;
import java.net.SocketException;
import java.nio.file.AccessDeniedException;
import java.nio.file.NoSuchFileException;
import java.util.List;
import javax.net.ssl.SSLException;
import org.apache.hadoop.hdfs.BlockMissingException;
import org.apache.hadoop.ipc.RemoteException;
import org.apache.hadoop.ipc.StandbyException;
import org.apache.hadoop.security.AccessControlException;
import org.junit.jupiter.api.Test;

class StorageFailuresTest {
  private static final String PATH = "s3a://bucket/a.mp4";

  /** As the exceptions of S3A, of the AWS SDK and of Azure's client. */
  public static final class ServiceException extends RuntimeException {
    private static final long serialVersionUID = 1L;
    private final int status;

    ServiceException(String message, int status) {
      super(message);
      this.status = status;
    }

    public int statusCode() {
      return status;
    }
  }

  /** As S3A's. */
  private static class AWSClientIOException extends IOException {
    private static final long serialVersionUID = 1L;

    AWSClientIOException() {
      super("getFileStatus: unable to execute the request");
    }
  }

  private static final class AWSServiceThrottledException extends AWSClientIOException {
    private static final long serialVersionUID = 1L;
  }

  private static final class NoAwsCredentials extends IOException {
    private static final long serialVersionUID = 1L;

    NoAwsCredentials(String message) {
      super(message);
    }
  }

  @Test
  void whatAllFilesOfAStorageShareIsNoFaultOfAVideo() {
    List<Throwable> failures =
        List.of(
            new SocketException("Connection reset"),
            new SSLException("closed"),
            new EOFException("Premature EOF"),
            status(500),
            status(503),
            status(429),
            status(400), // As S3 answers the HEAD request of an expired token.
            new IOException("reading", new AWSClientIOException()),
            new AWSServiceThrottledException(),
            new BlockMissingException("/a.mp4", "no live nodes", 0),
            new StandbyException("read is not supported in state standby"),
            new RemoteException("org.apache.hadoop.ipc.RetriableException", "safe mode"),
            new RemoteException(
                "org.apache.hadoop.hdfs.server.namenode.SafeModeException", "safe mode"));
    assertThat(failures)
        .allSatisfy(
            failure ->
                assertThat(HadoopExceptions.translate(PATH, failure))
                    .isNotInstanceOf(VideoException.class)
                    .hasMessageStartingWith("The storage of " + PATH)
                    .hasMessageEndingWith("then start again"));
  }

  @Test
  void credentialsThatEndedAreNoFaultOfAVideo() {
    List<Throwable> failures =
        List.of(
            denied("The provided token has expired. (Service: S3, 403): ExpiredToken"),
            denied("InvalidAccessKeyId: it does not exist in our records"),
            denied("Unauthorized", 401),
            new AccessControlException("Client cannot authenticate via:[TOKEN, KERBEROS]"),
            new RemoteException(
                "org.apache.hadoop.security.token.SecretManager$InvalidToken", "not found"),
            new NoAwsCredentials("NoAwsCredentialsException: no provider has any"));
    assertThat(failures)
        .allSatisfy(
            failure ->
                assertThat(HadoopExceptions.translate(PATH, failure))
                    .isNotInstanceOf(VideoException.class)
                    .hasMessageContaining("did not accept the credentials"));
  }

  @Test
  void whatIsOfOneFileStaysThere() {
    List<Throwable> failures =
        List.of(
            denied("Access Denied"),
            denied("Forbidden", 403),
            new FileNotFoundException("404"),
            status(404),
            status(412),
            new IOException("the key of the file is lost"));
    assertThat(failures)
        .allSatisfy(
            failure ->
                assertThat(HadoopExceptions.translate(PATH, failure))
                    .isInstanceOf(VideoException.class));
  }

  @Test
  void aMessageHasTheReason() {
    EugeException e = HadoopExceptions.translate(PATH, status(503));
    assertThat(e)
        .hasMessage(
            "The storage of " + PATH + " failed (reading): check the storage, then start again");
  }

  @Test
  void thePathIsGivenOnce() {
    VideoException missing =
        (VideoException) HadoopExceptions.translate(PATH, new NoSuchFileException(PATH));
    assertThat(missing.code()).isEqualTo(VideoException.Code.MISSING);
    assertThat(missing).hasMessage("There is no file " + PATH + "; check the path");
    assertThat(HadoopExceptions.translate(PATH, denied("Access Denied")))
        .hasMessageStartingWith(PATH + " may not be read; ")
        .hasMessageEndingWith(" (Access Denied)");
    assertThat(HadoopExceptions.translate(PATH, new AccessDeniedException(PATH)))
        .hasMessageEndingWith(" (permission denied)");
  }

  private static IOException status(int status) {
    return new IOException("reading", new ServiceException("answer", status));
  }

  private static AccessDeniedException denied(String message) {
    return denied(message, 403);
  }

  private static AccessDeniedException denied(String message, int status) {
    AccessDeniedException denied = new AccessDeniedException(PATH, null, message);
    denied.initCause(new ServiceException(message, status));
    return denied;
  }
}
