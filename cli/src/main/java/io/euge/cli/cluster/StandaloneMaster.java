package io.euge.cli.cluster;

import com.fasterxml.jackson.databind.ObjectMapper;
import io.euge.EugeException;
import io.euge.OptionException;
import io.euge.Printable;
import java.io.IOException;
import java.io.InputStream;
import java.net.ConnectException;
import java.net.InetSocketAddress;
import java.net.NoRouteToHostException;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.net.URI;
import java.net.URLConnection;
import java.net.UnknownHostException;
import java.util.ArrayList;
import java.util.List;
import org.apache.spark.SecurityManager;
import org.apache.spark.SparkConf;
import org.apache.spark.SparkException;
import org.apache.spark.deploy.master.Master;
import org.apache.spark.deploy.master.MasterMessages;
import org.apache.spark.rpc.RpcAddress;
import org.apache.spark.rpc.RpcEnv;
import scala.Option;
import scala.reflect.ClassTag;

/**
 * A Master of a standalone cluster, queried with Spark's own messages. Without this check, Spark
 * tries for one minute to register with a Master that is not running, and then reports an unrelated
 * error.
 */
final class StandaloneMaster {
  static final String SCHEME = "spark://";

  private static final int TIMEOUT_MILLIS = 5_000;
  private static final String TIMEOUT = TIMEOUT_MILLIS + "ms";

  private final RpcAddress address;

  private StandaloneMaster(RpcAddress address) {
    this.address = address;
  }

  /**
   * Returns the Masters of an address: an active one and its standbys.
   *
   * @param master {@code spark://HOST:PORT}; several {@code HOST:PORT} are separated by commas
   * @throws OptionException if the address is invalid
   */
  static List<StandaloneMaster> of(String master) {
    List<StandaloneMaster> masters = new ArrayList<>();
    for (String one : master.substring(SCHEME.length()).split(",", -1)) {
      masters.add(new StandaloneMaster(address(master, one)));
    }
    return masters;
  }

  private static RpcAddress address(String master, String one) {
    try {
      RpcAddress address = RpcAddress.fromSparkURL(SCHEME + one);
      if (address.port() > 0 && address.port() < 1 << 16) {
        return address;
      }
    } catch (Exception e) { // Scala does not declare the SparkException
      if (!(e instanceof SparkException)) {
        throw e;
      }
    }
    throw new OptionException(
        "--master is '"
            + Printable.of(master)
            + "': give the Master's address as spark://HOST:PORT, such as spark://head:7077");
  }

  /**
   * Checks that at least one of the Masters responds.
   *
   * @param conf of the application, with the settings of the connection
   * @throws EugeException if none responds; the message has each address and its error
   */
  static void requireOne(List<StandaloneMaster> masters, SparkConf conf) {
    List<String> failures = new ArrayList<>();
    for (StandaloneMaster master : masters) {
      String failure = master.failure(conf);
      if (failure == null) {
        return;
      }
      failures.add(failure);
    }
    throw new EugeException(
        "Cannot reach the Master "
            + String.join("; ", failures)
            + "; start the Master, or give --master its address, which its page shows");
  }

  private String failure(SparkConf conf) {
    try (Socket socket = new Socket()) {
      socket.connect(new InetSocketAddress(address.host(), address.port()), TIMEOUT_MILLIS);
    } catch (IOException e) {
      return this + ": " + reason(e);
    }
    try {
      webUiPort(conf);
      return null;
    } catch (LinkageError e) {
      return null; // a different version of Spark: its own attempt will report it
    } catch (Exception e) { // Scala does not declare its exceptions
      return this
          + ": something answers there, but no Master of Spark "
          + org.apache.spark.package$.MODULE$.SPARK_VERSION()
          + " with these settings";
    }
  }

  private static String reason(IOException e) {
    if (e instanceof UnknownHostException) {
      return "unknown host";
    } else if (e instanceof SocketTimeoutException) {
      return "no answer within " + TIMEOUT_MILLIS / 1000 + " s";
    } else if (e instanceof NoRouteToHostException) {
      return "no route to host";
    } else if (e instanceof ConnectException) {
      return "connection refused";
    }
    return String.valueOf(e.getMessage());
  }

  private int webUiPort(SparkConf application) {
    SparkConf conf =
        application
            .clone()
            .set("spark.rpc.lookupTimeout", TIMEOUT)
            .set("spark.rpc.askTimeout", TIMEOUT)
            .set("spark.rpc.io.connectionTimeout", TIMEOUT)
            .set("spark.rpc.io.connectionCreationTimeout", TIMEOUT)
            .set("spark.rpc.io.maxRetries", "0");
    SecurityManager security =
        new SecurityManager(conf, Option.empty(), SecurityManager.$lessinit$greater$default$3());
    RpcEnv rpc = RpcEnv.create("euge-master", address.host(), 0, conf, security, true);
    try {
      return rpc.setupEndpointRef(address, Master.ENDPOINT_NAME())
          .<MasterMessages.BoundPortsResponse>askSync(
              MasterMessages.BoundPortsRequest$.MODULE$,
              ClassTag.apply(MasterMessages.BoundPortsResponse.class))
          .webUIPort();
    } finally {
      rpc.shutdown();
    }
  }

  /** Returns the address of its web page. */
  String page(SparkConf conf) {
    return "http://" + address.host() + ":" + webUiPort(conf);
  }

  /**
   * Returns the state of the Master.
   *
   * @param page address of its web page
   */
  static ClusterState state(String page) throws IOException {
    URLConnection connection = URI.create(page + "/json/").toURL().openConnection();
    connection.setConnectTimeout(TIMEOUT_MILLIS);
    connection.setReadTimeout(TIMEOUT_MILLIS);
    try (InputStream in = connection.getInputStream()) {
      return ClusterState.of(new ObjectMapper().readTree(in));
    }
  }

  /** Returns the address in the form of {@code --master}. */
  @Override
  public String toString() {
    return SCHEME + address.hostPort();
  }
}
