/** The heads of detection transformers. */
package io.euge.detection.head.detr;
