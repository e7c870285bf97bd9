/**
 * A small asynchronous HTTP client on Apache HttpClient 5, HTTP/1.1 only. It sends one request and
 * returns one response: no retries, no redirects, no cookies, a timeout for the whole exchange and
 * a limit for the response. Each failure reports whether the server may have processed the request.
 * Does not use Camel.
 */
@NullMarked
package io.github.refvideo.camel.internal.http;

import org.jspecify.annotations.NullMarked;
