/**
 * Vercel Blob: a store for references, with its control protocol (uploads whole and in parts,
 * deletion, metadata, signed addresses) and the addresses under which what it holds is read.
 */
package io.github.refvideo.simulator.blob;
