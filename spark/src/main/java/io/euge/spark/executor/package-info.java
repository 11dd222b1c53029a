/** The devices, MPS attachment, engines and shared models of an executor process. */
package io.euge.spark.executor;
