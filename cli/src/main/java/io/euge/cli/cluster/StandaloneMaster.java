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
 * A Master of a standalone cluster, asked by Spark's own messages. Spark itself tries for a minute
 * to register with a Master that is not there, and then reports something else.
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
   * Returns the Masters of an address, of which one is active and the others stand by.
   *
   * @param master {@code spark://HOST:PORT}, with commas between several {@code HOST:PORT}
   * @throws OptionException if it is no such address
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
    } catch (Exception e) { // Scala does not declare that it throws a SparkException
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
   * Checks that at least one of the Masters answers.
   *
   * @param conf of the application, which has the settings of the connection
   * @throws EugeException that names each address and what is wrong with it
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
      return null; // another version of Spark: its own attempt will tell
    } catch (Exception e) { // Scala does not declare what it throws
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

  /** Returns the address of its page. */
  String page(SparkConf conf) {
    return "http://" + address.host() + ":" + webUiPort(conf);
  }

  /**
   * Returns what the Master has.
   *
   * @param page its address
   */
  static ClusterState state(String page) throws IOException {
    URLConnection connection = URI.create(page + "/json/").toURL().openConnection();
    connection.setConnectTimeout(TIMEOUT_MILLIS);
    connection.setReadTimeout(TIMEOUT_MILLIS);
    try (InputStream in = connection.getInputStream()) {
      return ClusterState.of(new ObjectMapper().readTree(in));
    }
  }

  /** Returns the address as {@code --master} has it. */
  @Override
  public String toString() {
    return SCHEME + address.hostPort();
  }
}
