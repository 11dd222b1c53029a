package io.euge.cli.cluster;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.euge.EugeException;
import io.euge.OptionException;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import org.apache.spark.SparkConf;
import org.apache.spark.deploy.master.Master;
import org.apache.spark.rpc.RpcEnv;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What is known of a cluster before Spark starts, with Spark's own Master in this process. */
class ClusterTest {
  private static final SparkConf CONF = new SparkConf(false);

  @Test
  void aMasterReportsItsState() throws IOException {
    RpcEnv rpc = Master.startRpcEnvAndEndpoint("127.0.0.1", 0, 0, CONF)._1();
    try {
      String master = "spark://127.0.0.1:" + rpc.address().port();
      Cluster.connect(master, CONF);
      Cluster.connect("spark://127.0.0.1:" + freePort() + "," + rpc.address().hostPort(), CONF);
      String page = StandaloneMaster.of(master).get(0).page(CONF);
      assertThat(StandaloneMaster.state(page).workers()).isEmpty();
    } finally {
      rpc.shutdown();
    }
  }

  @Test
  void aPortWithoutMasterIsRefused() throws IOException {
    String master = "spark://127.0.0.1:" + freePort();
    assertThatThrownBy(() -> Cluster.connect(master, CONF))
        .isInstanceOf(EugeException.class)
        .hasMessageStartingWith(
            "Cannot reach the Master " + master + ": connection refused; start");
  }

  @Test
  void aHostWithoutAddressIsUnknown() {
    assertThatThrownBy(() -> Cluster.connect("spark://nowhere.invalid:7077", CONF))
        .hasMessageContaining("spark://nowhere.invalid:7077: unknown host");
  }

  @Test
  void aServerThatIsNotAMasterIsRecognized() throws IOException {
    try (ServerSocket silent = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      String master = "spark://127.0.0.1:" + silent.getLocalPort();
      assertThatThrownBy(() -> Cluster.connect(master, CONF))
          .isInstanceOf(EugeException.class)
          .hasMessageContaining(master + ": something answers there, but no Master of Spark");
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "spark://",
        "spark://head",
        "spark://head:",
        "spark://head:x",
        "spark://head:99999",
        "spark://head:7077/x",
        "spark://head:7077,",
        "spark://a b:7077"
      })
  void anAddressThatCannotBeIsNamed(String master) {
    assertThatThrownBy(() -> Cluster.connect(master, CONF))
        .isInstanceOf(OptionException.class)
        .hasMessageStartingWith("--master is '" + master + "': give the Master's address");
  }

  @ParameterizedTest
  @ValueSource(strings = {"local[2]", "yarn", "k8s://https://head:6443", "nonsense"})
  void otherClustersAreLeftToSpark(String master) {
    assertThatCode(() -> Cluster.connect(master, CONF)).doesNotThrowAnyException();
  }

  private static int freePort() throws IOException {
    try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      return socket.getLocalPort();
    }
  }
}
