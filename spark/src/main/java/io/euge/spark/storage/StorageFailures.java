package io.euge.spark.storage;

import io.euge.EugeException;
import io.euge.file.FailedDisk;
import java.io.EOFException;
import java.net.SocketException;
import java.net.SocketTimeoutException;
import java.net.UnknownHostException;
import java.nio.channels.ClosedChannelException;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import javax.net.ssl.SSLException;
import org.apache.hadoop.ipc.RemoteException;

/**
 * Recognizes the failures of a storage, which all its files share, among those of one file. The
 * libraries of object stores are not on the class path of this module, so that their exceptions are
 * known by name, or by the HTTP status that they have.
 */
final class StorageFailures {
  /** The HTTP statuses of a request that are about its file. */
  private static final Set<Integer> OF_FILE = Set.of(403, 404, 405, 409, 410, 412, 416);

  private static final int FIRST_ERROR = 300;

  /** Simple names of exceptions, which mean those of their subclasses too. */
  private static final Set<String> NAMES =
      Set.of(
          "AWSClientIOException",
          "UnknownStoreException",
          "ConnectTimeoutException",
          "ConnectionPoolTimeoutException",
          "NoHttpResponseException",
          "ConnectionClosedException",
          "BlockMissingException",
          "StandbyException",
          "SafeModeException",
          "RetriableException");

  private static final Set<String> CREDENTIALS =
      Set.of("CredentialInitializationException", "InvalidToken", "KerberosAuthException");

  /** What storages write about the credentials of a request, and not about its file. */
  private static final Pattern NAMED_CREDENTIALS =
      Pattern.compile(
          "ExpiredToken|InvalidAccessKeyId|SignatureDoesNotMatch|InvalidAuthenticationInfo"
              + "|TokenRefreshRequired|RequestTimeTooSkewed|NoAwsCredentials|NoAuthWithAWS"
              + "|(?i:token (?:\\S+ )?(?:has |is )?expired|cannot authenticate via"
              + "|unable to load credentials)");

  private StorageFailures() {}

  /** Returns an error that ends the task; empty for a failure that may be of this file alone. */
  static Optional<EugeException> of(String path, Throwable failure) {
    String sentence =
        any(failure, StorageFailures::isOfCredentials)
            ? "The storage of %s did not accept the credentials (%s): renew them, then start again"
            : any(failure, StorageFailures::isOfNetwork)
                ? "The storage of %s cannot be reached (%s): check the network and the storage, then start again"
                : any(failure, StorageFailures::isOfService)
                    ? "The storage of %s failed (%s): check the storage, then start again"
                    : null;
    return Optional.ofNullable(sentence)
        .map(
            text ->
                new EugeException(
                    text.formatted(path, HadoopExceptions.firstLine(failure)), failure));
  }

  private static boolean any(Throwable failure, Predicate<Throwable> kind) {
    return Stream.iterate(failure, e -> e != null, Throwable::getCause).anyMatch(kind);
  }

  private static boolean isOfCredentials(Throwable e) {
    return status(e) == 401
        || isNamed(e, CREDENTIALS)
        || NAMED_CREDENTIALS.matcher(String.valueOf(e.getMessage())).find();
  }

  /** The end of a stream inside of a file is that of a connection. */
  private static boolean isOfNetwork(Throwable e) {
    return e instanceof SocketException
        || e instanceof UnknownHostException
        || e instanceof SocketTimeoutException
        || e instanceof SSLException
        || e instanceof EOFException
        || e instanceof ClosedChannelException;
  }

  private static boolean isOfService(Throwable e) {
    int status = status(e);
    return status >= FIRST_ERROR
        ? !OF_FILE.contains(status)
        : isNamed(e, NAMES) || FailedDisk.isNamed(e.getMessage());
  }

  private static boolean isNamed(Throwable e, Set<String> names) {
    if (e instanceof RemoteException remote && names.contains(simple(remote.getClassName()))) {
      return true;
    }
    return Stream.<Class<?>>iterate(e.getClass(), type -> type != null, Class::getSuperclass)
        .anyMatch(type -> names.contains(simple(type.getName())));
  }

  private static String simple(String name) {
    return name == null
        ? ""
        : name.substring(Math.max(name.lastIndexOf('.'), name.lastIndexOf('$')) + 1);
  }

  /** Returns the HTTP status of an exception of a client of S3, Azure or Google; 0 if none. */
  private static int status(Throwable e) {
    for (String name : new String[] {"statusCode", "getStatusCode"}) {
      try {
        return e.getClass().getMethod(name).invoke(e) instanceof Integer status ? status : 0;
      } catch (ReflectiveOperationException | RuntimeException other) {
        // It has no such method that can be called.
      }
    }
    return 0;
  }
}
