/** What the tracks of tables did, found in parallel, video by video. */
package io.euge.spark.counting;
