/** Resumable jobs: the files of a checkpoint in addition to Spark's own. */
package io.euge.cli.checkpoint;
