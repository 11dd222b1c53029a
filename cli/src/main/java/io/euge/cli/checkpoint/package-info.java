/** Jobs that go on where they were stopped: what a checkpoint holds beside Spark's own files. */
package io.euge.cli.checkpoint;
