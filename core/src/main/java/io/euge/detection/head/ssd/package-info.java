/** The heads of SSD, as TensorFlow and as PyTorch export it. */
package io.euge.detection.head.ssd;
