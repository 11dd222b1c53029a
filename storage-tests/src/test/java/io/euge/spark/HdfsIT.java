package io.euge.spark;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Map;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.FileSystem;
import org.apache.hadoop.hdfs.MiniDFSCluster;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;

/** Tests videos in HDFS. */
class HdfsIT extends StorageContract {
  private MiniDFSCluster cluster;

  @BeforeAll
  void start() throws IOException {
    Configuration hadoop = new Configuration();
    hadoop.set(MiniDFSCluster.HDFS_MINIDFS_BASEDIR, folder.resolve("hdfs").toString());
    // Blocks are smaller than the videos, so that reads cross block boundaries.
    hadoop.setLong("dfs.blocksize", 1 << 20);
    cluster = new MiniDFSCluster.Builder(hadoop).numDataNodes(1).build();
    cluster.waitActive();
  }

  @AfterAll
  void stop() {
    if (cluster != null) {
      cluster.shutdown(true);
    }
  }

  @Override
  String put(Path file, String name) throws IOException {
    FileSystem files = cluster.getFileSystem();
    files.copyFromLocalFile(
        new org.apache.hadoop.fs.Path(file.toString()), new org.apache.hadoop.fs.Path("/" + name));
    return path(name);
  }

  @Override
  String path(String name) {
    return "hdfs://localhost:" + cluster.getNameNodePort() + "/" + name;
  }

  @Override
  Map<String, String> settings() {
    return Map.of();
  }
}
