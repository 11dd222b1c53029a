/** What an executor process holds for all its tasks: devices, MPS, engines and shared models. */
package io.euge.spark.executor;
