/**
 * Vercel Blob: a store for references with its control protocol (single and multipart uploads,
 * deletion, metadata, signed URLs) and its public download URLs.
 */
package io.github.refvideo.simulator.blob;
