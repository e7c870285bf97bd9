/** The routes of the manual's recipes, and tests that run them. */
package io.github.refvideo.docs.recipes;
